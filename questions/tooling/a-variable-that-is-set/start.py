"""An evening on a test machine, played with dicts: a shell, the processes it starts, a settings file."""

KEPT_BY_SUDO = ("HOME", "PATH")
ENV_FILE = "# settings of the workers\nMAX_ATTEMPTS=5 \n"


class Shell:
    def __init__(self, environ):
        self.exported = dict(environ)
        self.own = {}

    def assign(self, name, value):
        place = self.exported if name in self.exported else self.own
        place[name] = value

    def export(self, name):
        if name in self.own:
            self.exported[name] = self.own.pop(name)

    def echo(self, name):
        return self.own.get(name, self.exported.get(name, ""))

    def start(self, **only_here):
        return {**self.exported, **only_here}

    def sudo(self):
        return {name: self.exported[name] for name in KEPT_BY_SUDO}


def read_env(text):
    lines = [line.partition("=") for line in text.splitlines() if not line.startswith("#")]
    return {name: value for name, _, value in lines}


def max_attempts(environ):
    text = environ.get("MAX_ATTEMPTS", "")
    if not text:
        return "missing"
    return int(text) if text.isascii() and text.isdigit() else "not a whole number"


def tries():
    shell = Shell({"HOME": "/home/dev", "PATH": "/usr/bin"})
    shell.assign("MAX_ATTEMPTS", "5")
    said = shell.echo("MAX_ATTEMPTS")
    plain = max_attempts(shell.start())
    once = max_attempts(shell.start(MAX_ATTEMPTS="5"))
    shell.export("MAX_ATTEMPTS")
    exported = max_attempts(shell.start())
    other_user = max_attempts(shell.sudo())
    from_file = max_attempts(shell.start(**read_env(ENV_FILE)))
    return said, plain, once, exported, other_user, from_file


print(tries())
