"""The settings of a process: one object, wherever it is asked for."""


class Settings:
    _one = None

    def __new__(cls, *values):
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __init__(self, max_attempts=3):
        self.max_attempts = max_attempts
        self.flags = set()


class ToolSettings(Settings):
    pass


def may_try_again(attempts):
    return attempts < Settings().max_attempts


started = Settings(5)
started.flags.add("spring")
print(started.max_attempts, started.flags)
print(may_try_again(3), Settings() is started)
print(started.max_attempts, started.flags)
tool = ToolSettings(9)
print(type(tool).__name__, tool.max_attempts)
