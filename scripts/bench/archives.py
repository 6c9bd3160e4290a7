"""Packs and reads archives with Python's own modules, as nnU-Net and many a lab's script do.

python3 archives.py pack tar.gz|zip FOLDER OUT     at zlib's level 6
python3 archives.py check tar.gz|zip FOLDER OUT    fails where the archive holds anything but the files of the folder
"""
import hashlib
import os
import sys
import tarfile
import zipfile


def paths(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            yield path, os.path.relpath(path, folder)


def pack(kind, folder, out):
    if kind == "zip":
        with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path, name in paths(folder):
                archive.write(path, name)
    else:
        with tarfile.open(out, "x:gz", compresslevel=6) as archive:
            for path, name in paths(folder):
                archive.add(path, name)


def digest(stream):
    running = hashlib.sha256()
    while chunk := stream.read(1024 * 1024):
        running.update(chunk)
    return running.hexdigest()


def members(kind, out):
    if kind == "zip":
        with zipfile.ZipFile(out) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    with archive.open(info) as stream:
                        yield info.filename, digest(stream)
    else:
        with tarfile.open(out, "r|gz") as archive:
            for info in archive:
                if info.isfile():
                    yield os.path.normpath(info.name), digest(archive.extractfile(info))


def check(kind, folder, out):
    expected = {}
    for path, name in paths(folder):
        with open(path, "rb") as stream:
            expected[name] = digest(stream)
    if dict(members(kind, out)) != expected:
        sys.exit("The archive does not hold what was packed.")


{"pack": pack, "check": check}[sys.argv[1]](*sys.argv[2:])
