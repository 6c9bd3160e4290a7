"""Installs trained models from an address as `nnUNetv2_download_pretrained_model_by_url` does, then looks for them as nnU-Net does."""
import os
import re
import tempfile
import zipfile

import wire


def client(url, results):
    """(exit code, facts)"""
    answer = wire.Answer(url)
    if answer.status >= 400:
        return 1, {'said': 'HTTP %d' % answer.status}
    answer.length()
    with tempfile.NamedTemporaryFile(suffix='.zip') as file:
        file.write(answer.body)
        file.flush()
        with zipfile.ZipFile(file.name) as archive:
            archive.extractall(results)
    return 0, {'models': [model for dataset in sorted(os.listdir(results)) for model in find_models(results, dataset)]}


def find_models(results, dataset):
    """`Dataset###_Name/Trainer__Plans__Configuration` with its two records and at least one fold that was trained to its end."""
    if not re.match(r'Dataset\d{3}_', dataset):
        return
    for name in sorted(os.listdir(os.path.join(results, dataset))):
        folder = os.path.join(results, dataset, name)
        parts = name.split('__')
        if len(parts) == 3 and all(os.path.isfile(os.path.join(folder, record)) for record in ('plans.json', 'dataset.json')):
            yield {'dataset': dataset, 'trainer': parts[0], 'plans': parts[1], 'configuration': parts[2], 'folds': find_folds(folder)}


def find_folds(folder):
    """`fold_all` is used only when it is asked for by name, so it is not found here."""
    folds = [name for name in sorted(os.listdir(folder)) if re.match(r'fold_\d+$', name)]
    return [name for name in folds if os.path.isfile(os.path.join(folder, name, 'checkpoint_final.pth'))]
