"""
Runs clients one after the other, so that a hundred of them do not cost a hundred starts of Python: each line of standard input is
one job, {"client": ..., "options": {...}}, and is answered by one line, {"code": ..., "requests": [...], "facts": {...}, "stderr": ...}.
"""
import json
import sys
import traceback

import digits
import niftynet
import nnunet
import wire

CLIENTS = {'digits': digits.client, 'niftynet': niftynet.client, 'nnunet': nnunet.client}


def answer(job):
    """What the client did. An exception that reaches its top is exit code 1 and a traceback, as for a program."""
    wire.REQUESTS[:] = []
    options = {str(name): as_typed(value) for name, value in job['options'].items()}
    code, facts, stderr = 1, {}, ''
    try:
        code, facts = CLIENTS[job['client']](**options)
    except Exception:
        stderr = traceback.format_exc()
    return {'code': code, 'requests': wire.REQUESTS, 'facts': facts, 'stderr': stderr}


def as_typed(value):
    """Text as it comes from a command line, which in Python 2 is bytes."""
    return value if isinstance(value, str) else value.encode('utf-8')


for line in iter(sys.stdin.readline, ''):
    sys.stdout.write(json.dumps(answer(json.loads(line))) + '\n')
    sys.stdout.flush()
