import { describe, expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

/** What is found in a log of the weights; the place and what to do left out. */
async function pathsIn(content: string | Uint8Array): Promise<string[]> {
  const problems = await problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/train.log': content })
  return problems.map((problem) => /home-path: (".*") lies/.exec(problem)?.[1] ?? problem)
}

describe('a path into a home folder', () => {
  it.each([
    ['root = /home/jane/nnUNet_raw', '/home/jane/nnUNet_raw'],
    ['{"raw": "/home/jane/raw", "x": 1}', '/home/jane/raw'],
    [String.raw`{"raw": "\/home\/jane\/raw"}`, String.raw`\/home\/jane\/raw`],
    [String.raw`{"log": "done\n/home/jane/raw"}`, '/home/jane/raw'],
    ['data,/Users/jane/Desktop/scan.nii,1', '/Users/jane/Desktop/scan.nii'],
    ['/root/nnUNet_results', '/root/nnUNet_results'],
    ['file:///home/jane/x', '/home/jane/x'],
    ['see jane@cluster:/home/jane/x', '/home/jane/x'],
    ['cc -I/home/jane/include', '/home/jane/include'],
    ['out: C:\\Users\\jane\\out', 'C:\\Users\\jane\\out'],
    ['out: C:\\Users\\Jane Doe\\out', 'C:\\Users\\Jane Doe\\out'],
    ['{"out": "C:\\\\Users\\\\jane\\\\out"}', 'C:\\\\Users\\\\jane\\\\out'],
    ['{"out": "{\'x\': \'d:\\\\\\\\Users\\\\\\\\jane\'}"}', 'd:\\\\\\\\Users\\\\\\\\jane'],
    ['C:/Users/jane/out', 'C:/Users/jane/out'],
    ['/mnt/c/Users/jane/out', '/mnt/c/Users/jane/out'],
    ['/gpfs/home/jane/out', '/gpfs/home/jane/out'],
    ['/data/home/jane/out', '/data/home/jane/out'],
    ['/mnt/cluster/homes/jane/out', '/mnt/cluster/homes/jane/out'],
    ['/home2/jane/out', '/home2/jane/out'],
    ['/run/media/jane/disk', '/run/media/jane/disk'],
    ['/home/jürgen/x', '/home/jürgen/x'],
    ['/home/李/x', '/home/李/x'],
    ['/home/theodora/x', '/home/theodora/x'],
  ])('is found in %j', async (content, path) =>
    expect(await pathsIn(content)).toEqual([JSON.stringify(path).replaceAll('\\\\', '\\')]),
  )

  it.each([
    '/home/user/data /home/<you>/data /home/$USER/data /home/${USER}/data /home/{name}/data /home/*/data',
    '/home/username/x /home/your_name/x /home/YOUR-USER/x /home/.../x /home/…/x /home/user1/x',
    '~/nnUNet $HOME/data %USERPROFILE%\\data ${HOME}/home/x ~/home/x/y ./home/x/y ../home/x/y',
    '/home/runner/store/zoo /home/jovyan/work /home/ubuntu/x /home/vscode/x',
    'C:\\Users\\Public\\x C:\\Users\\%USERNAME%\\x C:\\Users\\<you>\\x /Users/Shared/x C:\\Users',
    'https://lab.example/home/index/x http://lab.example:80/home/jane/x https://lab.example/Users/jane/x',
    'GET /api/Users/jane/groups and https://lab.example/?next=/home/jane/x',
    '/opt/nnunet/x /workspace/data/x /data/imagenet/x /usr/local/lib/x /tmp/x/y /homepage/jane/x',
    'lab/home/jane/x root/home/x/y /home/ /home /Users/ /home/jane',
    'path/to/root/x rootfs/root/x ',
    '//home/jane/x',
  ])('is not %j', async (content) => expect(await pathsIn(content)).toEqual([]))

  it('is shown by file and line, with what to do', async () => {
    const content = 'one\ntwo\n  "folder": "/home/jane/x"\n'
    expect(
      await problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/plans.json': content }),
    ).toEqual([
      'zoo/a/weights/plans.json:3: warning: home-path: "/home/jane/x" lies in a home folder: it may name a person, and leads nowhere elsewhere. Write a relative path, or remove it.',
    ])
  })

  it('is found in the card', async () => {
    const text = `${card('license: mit')}\nRun \`python /home/jane/train.py\`.\n`
    expect(await problemsOf({ 'a/README.md': text, 'a/weights/model.bin': 'onnx' })).toEqual([
      expect.stringContaining('zoo/a/README.md:8: warning: home-path: "/home/jane/train.py"'),
    ])
  })

  it('is shown three times a file and then counted', async () => {
    const problems = await problemsOf({
      'a/README.md': card('license: mit'),
      'a/weights/log.txt': '/home/jane/x\n'.repeat(15),
    })
    expect(problems).toHaveLength(3)
    expect(problems[2]).toMatch(/^zoo\/a\/weights\/log\.txt:3: .* There are 12 more like it in this file\.$/)
  })

  it('is found in UTF-16, as Windows writes logs', async () => {
    const text = '\ufeffone\ntwo C:\\Users\\jürgen\\x\n'
    expect(await pathsIn(Buffer.from(text, 'utf16le'))).toEqual(['"C:\\Users\\jürgen\\x"'])
    expect(await pathsIn(Buffer.from(text, 'utf16le').swap16())).toEqual(['"C:\\Users\\jürgen\\x"'])
  })

  it('is not looked for in a file that is no text', async () => {
    expect(await pathsIn(Buffer.from('\x80\x02}q\0/home/jane/x', 'latin1'))).toEqual([])
  })

  it.each([-20, -7, -1, 0, 1, 1024, -1024])(
    'is found once where pieces of a large file meet, %i bytes off',
    async (offset) => {
      const line = `${'-'.repeat(62)} \n`
      const text = line.repeat(40_000)
      const at = 1024 * 1024 + offset
      const content = `${text.slice(0, at)} /home/jane/x ${text.slice(at)}`
      const problems = await problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/log': content })
      const before = content.slice(0, content.indexOf('/home')).split('\n').length
      expect(problems).toEqual([expect.stringContaining(`zoo/a/weights/log:${before}: `)])
    },
  )
})

describe('a recipe for an image', () => {
  it.each(['Dockerfile', 'docker/Dockerfile.gpu', 'Containerfile', 'train.dockerfile'])(
    'may name home folders of the image: %s',
    async (name) => {
      const content = 'COPY --from=build /root/.local /home/jane/.local\n'
      const files = { 'a/README.md': card('license: mit'), [`a/code/${name}`]: content }
      expect(await problemsOf(files)).toEqual([])
    },
  )
})

describe('the host name in debug.json', () => {
  const problemsWith = (json: string) =>
    problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/fold_0/debug.json': json })

  it('is found', async () => {
    expect(await problemsWith('{\n  "hostname": "gpu07.lab"\n}')).toEqual([
      'zoo/a/weights/fold_0/debug.json:2: warning: hostname: "hostname" is "gpu07.lab", the machine that trained the model. Write "not recorded" in its place; nnU-Net never reads it.',
    ])
  })

  it.each(['not recorded', '', 'None', 'localhost', '3f2a9c81d7be', '<removed>'])('may be %j', async (name) =>
    expect(await problemsWith(JSON.stringify({ hostname: name }))).toEqual([]),
  )
})
