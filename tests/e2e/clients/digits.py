"""Lists a model store, and installs one of its models, as each release of DIGITS does."""
import os

import wire

try:
    from html.parser import HTMLParser
    from urllib.parse import quote
except ImportError:
    from HTMLParser import HTMLParser
    from urllib import quote

# `1970cfc` is the development version of August to October 2016, which reads the index page first.
RELEASES = ('1970cfc', '5.0', '6.0')
FRAMEWORKS = {'1970cfc': ('caffe', 'torch'), '5.0': ('caffe', 'torch'), '6.0': ('caffe', 'torch', 'tensorflow')}


class IndexParser(HTMLParser, object):
    """Takes for a model each piece of text in a cell (later releases: or a link) that ends with a slash."""

    def __init__(self, release):
        # In Python 2, which the releases ran on, a text ends at each entity.
        super(IndexParser, self).__init__(**({} if str is bytes else {'convert_charrefs': False}))
        self.holders = ('td',) if release == '1970cfc' else ('td', 'a')
        self.inside = False
        self.children = []

    def handle_starttag(self, tag, attributes):
        self.inside = self.inside or tag in self.holders

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in self.holders

    def handle_data(self, data):
        if self.inside and data.endswith('/'):
            self.children.append(data[:-1])


def read_index(release, store):
    parser = IndexParser(release)
    body = wire.Answer(store).body
    parser.feed(body if str is bytes else body.decode('utf-8'))
    return parser.children


def read_master(store):
    answer = wire.Answer(store + 'master.json')
    if answer.status != 200:
        return None
    content = answer.json()
    return {'message': content['msg'], 'children': content['children']}


def find_children(release, store):
    """The welcome text and the names below a store; the releases look at its two sources in opposite order. None: it has neither."""
    if release == '1970cfc':
        children = read_index(release, store)
        return {'message': None, 'children': children} if children else read_master(store)
    return read_master(store) or {'message': None, 'children': read_index(release, store)}


def read_model(store, child):
    info = wire.Answer(store + child + '/info.json').json()
    aux = wire.Answer(store + child + '/aux.json').json()
    told = {name: info.get(name) for name in ('id', 'name', 'username', 'note', 'framework')}
    told.update({name: aux.get(name) for name in ('affiliate', 'dataset', 'license')})
    return dict(told, child=child)


def listing(release, stores):
    """One record for each store that answered. A dead one is passed over."""
    listed = []
    for store in stores:
        try:
            found = find_children(release, store)
        except wire.URLError:
            continue
        if found is None:
            # The development version leaves its loop here: the stores that follow are never asked.
            break
        found['models'] = [read_model(store, child) for child in found.pop('children')]
        listed.append(found)
    return listed


def snapshot_files(release, name):
    if release == '6.0' and name.endswith('.ckpt'):
        return [name + ending for ending in ('.index', '.meta', '.data-00000-of-00001')]
    return [name]


def wanted_files(release, info):
    files = snapshot_files(release, info['snapshot file'])
    if 'model file' not in info and 'network file' not in info:
        raise ValueError('neither a model file nor a network file is named')
    files.append(info['model file'] if 'model file' in info else info['network file'])
    if release == '1970cfc' or 'labels file' in info:
        files.append(info['labels file'])
    if release != '1970cfc' and 'python layer file' in info:
        files.append(info['python layer file'])
    return files


def install(release, store, child, folder):
    info = wire.Answer(store + child + '/info.json').json()
    if info['framework'] not in FRAMEWORKS[release]:
        raise ValueError('unknown framework ' + info['framework'])
    files = wanted_files(release, info)
    os.makedirs(folder)
    for name in files:
        answer = wire.Answer(store + child + '/' + quote(name, safe='/#?'))
        # The status is never looked at: an error page would be installed.
        if release != '1970cfc':
            answer.length()
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(answer.body)
    return 0, {'name': info['name'], 'files': files}


def client(release, stores, child=None, into=None):
    """(exit code, facts). `stores` is the setting DIGITS_MODEL_STORE_URL; a model is imported from the first of them."""
    addresses = [address.rstrip('/') + '/' for address in stores.split(',')]
    for address in addresses:
        if not address.startswith(('http://', 'https://')):
            raise ValueError('not an address: ' + repr(address))
    if child is None:
        return 0, {'stores': listing(release, addresses)}
    return install(release, addresses[0], child, into)
