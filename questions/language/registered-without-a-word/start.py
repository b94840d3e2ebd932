"""Importers by their source, for the worker to look up."""

IMPORTERS = {}


class Registered(type):
    def __new__(meta, name, bases, namespace):
        made = super().__new__(meta, name, bases, namespace)
        IMPORTERS[getattr(made, "source", name)] = made
        return made


class Importer(metaclass=Registered):
    def import_since(self, cursor):
        raise NotImplementedError


class CsvOrders(Importer):
    source = "wholesale"


class Northgate(Importer):
    source = "northgate"


class SlowNorthgate(Northgate):
    pause_seconds = 1


def load_harbour():
    class Harbour(Importer):
        source = "harbour"


def overview():
    return {source: made.__name__ for source, made in sorted(IMPORTERS.items())}


print(overview())
load_harbour()
print(overview())
