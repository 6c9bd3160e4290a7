"""Installs one example as `net_download` of each NiftyNet release does: the same requests, the same rules for the spec."""
import io
import os
import re
import tarfile
import tempfile

import wire

try:
    from configparser import ConfigParser
except ImportError:
    from ConfigParser import SafeConfigParser as ConfigParser

# Up to 0.4.0 the id is asked for as it was typed; later releases drop the suffix and ask for a folder.
SPECS = {
    '0.2.0': ('raw/master', '{typed}.ini'),
    '0.2.1': ('raw/master', '{typed}.ini'),
    '0.2.2': ('raw/master', '{typed}.ini'),
    '0.3.0': ('raw/master', '{typed}.ini'),
    '0.4.0': ('raw/new_dataset_api', '{typed}.ini'),
    '0.5.0': ('raw/5-reorganising-with-lfs', '{short}/main.ini'),
    '0.6.0': ('raw/5-reorganising-with-lfs', '{short}/main.ini'),
}


def parsed(text):
    spec = ConfigParser()
    getattr(spec, 'read_file', getattr(spec, 'readfp', None))(io.StringIO(text))
    return spec


def settings(spec, section):
    """Values with interpolation, as `get` gives them: a lone `%` raises."""
    return {key: spec.get(section, key) for key in spec.options(section)}


def loose(version):
    parts = re.findall(r'\d+|[a-z]+|[^\da-z.]+', version)
    return [int(part) if part.isdigit() else part for part in parts]


class Home(object):
    """What was installed before: the folders, and a copy of each spec."""

    def __init__(self, folder):
        self.folder = folder

    def spec_path(self, example):
        return os.path.join(self.folder, '.specs', example + '.ini')

    def known(self, example):
        if not os.path.exists(self.spec_path(example)):
            return None
        with io.open(self.spec_path(example), encoding='ascii') as file:
            return parsed(file.read())

    def remember(self, example, text):
        if not os.path.isdir(os.path.dirname(self.spec_path(example))):
            os.makedirs(os.path.dirname(self.spec_path(example)))
        with io.open(self.spec_path(example), 'w', encoding='ascii') as file:
            file.write(text)

    def place(self, example, section):
        return os.path.join(self.folder, section.get('destination', 'examples'), section.get('local_id', example))


def needs_update(old, new):
    if old is None:
        return True
    versions = [settings(spec, 'config').get('version') for spec in (old, new)]
    if versions == [None, None]:
        return False
    return loose(versions[0]) < loose(versions[1])


def is_filled(folder):
    return os.path.isdir(folder) and any(not name.startswith('.') for name in os.listdir(folder))


def install(url, folder):
    if not os.path.isdir(folder):
        os.makedirs(folder)
    with tempfile.NamedTemporaryFile(suffix='.tar') as file:
        file.write(wire.open_url(url).read())
        file.flush()
        with tarfile.open(file.name) as archive:
            archive.extractall(folder)


def answers(url):
    try:
        wire.open_url(url)
        return True
    except wire.HTTPError:
        return False


def client(release, server, home, id):
    """(exit code, facts)"""
    return download(release, server, Home(home), id)


def download(release, server, home, typed):
    branch, pattern = SPECS[release]
    base = '%s/%s/' % (server, branch)
    spec_url = base + pattern.format(typed=typed, short=typed.replace('_model_zoo', '', 1))
    alive = answers(base + 'README.md')
    if not answers(spec_url):
        return 255, {'said': 'no such example' if alive else 'the server is not running'}
    text = wire.open_url(spec_url).read().decode('ascii')
    spec, failed = parsed(text), []
    update = needs_update(home.known(typed), spec)
    for name in spec.sections():
        section = settings(spec, name)
        action = section.get('action', '').lower()
        if name == 'config' or not action:
            continue
        if action != 'expand':
            failed.append(name)
        elif update or not is_filled(home.place(typed, section)):
            install(section['url'], home.place(typed, section))
    home.remember(typed, text)
    return 0, {'said': 'done', 'failed': failed}
