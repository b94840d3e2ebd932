#!/bin/sh
# Makes shared/python/zones.zip, the package tzdata as zoneinfo imports it, from the time zones of this system. Needs
# zic (Debian: libc-bin, tzdata) and python3. Run it where the rules of a zone have changed, and commit the file.
set -eu
zones=$(mktemp -d)
trap 'rm -rf "$zones"' EXIT
zic -b slim -d "$zones" /usr/share/zoneinfo/tzdata.zi
python3 - "$zones" "$(dirname "$0")/../shared/python/zones.zip" <<'END'
import os, sys, zipfile

root, target = sys.argv[1:]
files = sorted(os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names)
folders = sorted({os.path.dirname(file) for file in files})
contents = {f"tzdata/zoneinfo/{file}": open(os.path.join(root, file), "rb").read() for file in files}
contents |= {os.path.normpath(f"tzdata/zoneinfo/{folder}/__init__.py"): b"" for folder in folders}
with open("/usr/share/zoneinfo/tzdata.zi") as rules:
    version = rules.readline().split()[-1]
contents |= {"tzdata/__init__.py": f'IANA_VERSION = "{version}"\n'.encode(), "tzdata/zones": "\n".join(files).encode()}
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
    for path, content in contents.items():
        info = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(info, content)
END
