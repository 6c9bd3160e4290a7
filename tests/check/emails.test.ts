import { describe, expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

async function addressesIn(content: string, name = 'notes.txt'): Promise<string[]> {
  const problems = await problemsOf({
    'a/README.md': card('license: mit'),
    [`a/weights/${name}`]: content,
  })
  return problems.map((problem) => /e-mail: "(.*)" is/.exec(problem)?.[1] ?? problem)
}

describe('an e-mail address', () => {
  it.each([
    ['Ask jane.doe@uni-klinik.de.', 'jane.doe@uni-klinik.de'],
    ['{"mail": "jane+zoo@lab.ac.uk"}', 'jane+zoo@lab.ac.uk'],
    ['[mail](mailto:jane@hospital.org)', 'jane@hospital.org'],
    ['Jane <JANE@LAB.ORG>', 'JANE@LAB.ORG'],
    ['a;jane@163.com;b', 'jane@163.com'],
    ['jane@klinik.local: radiology', 'jane@klinik.local'],
    [String.raw`{"log": "done\njane@lab.org"}`, 'jane@lab.org'],
    ['https://lab.org/x, jane@lab.org', 'jane@lab.org'],
    ['jane@radiology.hospital', 'jane@radiology.hospital'],
  ])('is found in %j', async (content, address) => expect(await addressesIn(content)).toEqual([address]))

  it.each([
    'git clone git@github.com:lab/zoo.git jane@server.lab.org:models/a.pth',
    'pip install git+ssh://git@github.com/lab/zoo.git@v1.2',
    'https://jane@lab.org/x postgres://jane:secret@db.lab.org/zoo https://lab.org/?to=jane@lab.org',
    '@jane @torch.no_grad() @app.route("/x.com") cc @jane.doe',
    '@jane@mastodon.social',
    'lodash@4.17.21 @types/node@24.19.2 zoo@1.2.dev torch@v2.0.io pkg@latest',
    'uses: actions/checkout@v4 image@sha256:0123 docker.io/lab/zoo@lab.io',
    'jane@example.com jane@example.org jane@mail.example.net jane@lab.example jane@lab.test',
    'noreply@lab.org no-reply@lab.org 1234+jane@users.noreply.github.com',
    'you@domain.com your.name@lab.org user@host.com name@your-domain.org',
    '@article{doe2020@lab, title={x}} \\foo@bar.de',
    'y = x@w.T; q@k.transpose(0, 1); a@self.weight; a@b.to(device); A@B.mT',
    'icon@2x.png logo@3x.io sshd@lab.service HEAD@{1}',
    'jane at lab dot org, jane@localhost, @, a@, @b.org, jane@lab..org',
  ])('is not %j', async (content) => expect(await addressesIn(content)).toEqual([]))

  it('is found in the card, by its line', async () => {
    const text = `${card('license: mit')}\nAsk jane@lab.org.\n`
    expect(await problemsOf({ 'a/README.md': text, 'a/weights/model.bin': 'onnx' })).toEqual([
      'zoo/a/README.md:8: warning: e-mail: "jane@lab.org" is an e-mail address. Name people under authors, or remove it.',
    ])
  })

  it('may stand under authors, and then anywhere in the entry', async () => {
    const text = `${card('license: mit', 'authors: ["Jane Doe <jane@lab.org>"]')}\nAsk Jane@lab.org.\n`
    expect(await problemsOf({ 'a/README.md': text, 'a/weights/train.py': '# jane@lab.org' })).toEqual([])
  })

  it.each(['LICENSE', 'AUTHORS.md', 'NOTICE', 'CITATION.cff', 'COPYING'])(
    'may stand in %s, which is there to name people',
    async (name) => expect(await addressesIn('Copyright Jane <jane@lab.org>', name)).toEqual([]),
  )

  it.each(['license_plates.csv', 'authors.csv', 'citations.txt'])('may not stand in %s', async (name) =>
    expect(await addressesIn('Jane <jane@lab.org>', name)).toEqual(['jane@lab.org']),
  )
})
