/** What `npm run COMMAND -- --help` prints, by command. Each line fits a terminal of 80 columns. */

const ZOO = '  --zoo DIR            another folder of entries than zoo/'
const WORKPLACE = `${ZOO}
  --out DIR            where the store is written; default: dist
  --cache DIR          what the next build may reuse; default: .zoopress
  --archive DIR        archives of earlier versions; default: archive
  --allow-hard-links   take files that have several names (docs/security.md)`

export const USAGE: Readonly<Record<string, string>> = {
  new: `npm run new -- [FOLDER, FILES or ADDRESS …] [options]
Makes an entry of the files that you have, and asks for what they do not tell.

  --id NAME            short name: of its folder, and in its address
  --title TEXT         title
  --summary TEXT       what it does, in one sentence
  --license ID         an SPDX id such as cc-by-4.0, or other
  --license-name TEXT  for "other": what the licence is called
  --license-link LINK  for "other": an address, or LICENSE
  --authors "NAME (AFFILIATION) <ORCID>; …"
  --task TASK          image-segmentation, image-classification …
  --modality A,B       kind of images: CT, MR …
  --library NAME       framework: pytorch, nnunet …
  --tags A,B           words to find it by
  --version NUMBER     plain dotted numbers; default: 1.0
  --date DAY           day of release: 2026-11-20
  --doi DOI, --homepage URL

  --weights PATH, --data PATH, --code PATH
                       files whose place you know; may be repeated
  --citation-file FILE a CITATION.cff
  --thumbnail FILE     the picture in the catalogue
  --download-url URL   weights that are hosted elsewhere, and of these …
  --sha256 SUM, --size BYTES
                       … what you know already
  --fetch              … fetch them once for their SHA-256 and size

  --zoo DIR            where the folder is made; default: zoo
  --leave-out          go on without files that cannot be published
  --yes                take every proposal; ask only for what is missing
  --dry-run            show the card, write nothing`,

  import: `npm run import -- SOURCE [options]
Makes an entry of what another zoo, client or framework wrote (docs/import.md).
SOURCE is a NiftyNet .ini, a DIGITS tarball, an nnU-Net zip, a MONAI bundle, a
repository of Hugging Face or a BioImage.IO rdf.yaml: a file, folder or address.

  --id ID              another name for the entry
  --no-pin             do not fetch hosted files for their sums
  --dry-run            show the card, write nothing
${ZOO}`,

  pin: `npm run pin -- ID [SECTION …] [options]
Fetches hosted files once and writes their sha256 and size into the card.

  --keep DIR           keep the files, and go on where a download broke off
  --force              believe the server where the card says something else
${ZOO}`,

  check: `npm run check -- [ID …] [options]
Reads and checks everything, or these entries, as the build does. Ends with 0
where all is fit to be published, and with 1 where it is not (docs/check.md).

  --fix                mend what is mechanical, then check
  --fix --dry-run      only show what would be mended
  --remote             ask whether hosted files answer, with the right size
  --remote=full        download them for their sums, too; also --sums
  --json               one JSON object on standard output
  --annotations        annotations of GitHub; --no-annotations turns them off
  --since REF          where records of releases changed since that state of git
${WORKPLACE}`,

  dev: `npm run dev -- [options]
Shows the store on this machine, and again whenever a file under zoo/ changes.

  --port NUMBER        default: 4321
${WORKPLACE}`,

  build: `npm run build -- [options]
Publishes zoo/ into dist/.

  --prune              remove what no store needs any more from the cache
${WORKPLACE}`,

  serve: `npm run serve -- [options]
Serves the built store on this machine.

  --dir DIR            the store; default: dist
  --port NUMBER        default: 8000
  --host ADDRESS       default: 127.0.0.1, which nobody else reaches`,

  release: `npm run release -- [ID …] [options]
Records in zoo.lock/ what is published, so that nothing may change it any more
(docs/releases.md).

  --dry-run            show what would be recorded, write nothing
  --date DAY           take this day for today: 2026-11-20
  --yank ID[@VERSION]  withdraw a version, or all, with …
  --reason TEXT        … why
${WORKPLACE}`,

  deploy: `npm run deploy -- s3://BUCKET[/PREFIX] or FOLDER [options]
Brings the built store to where it is served (docs/deploying.md).

  --dist DIR           the store; default: dist
  --endpoint URL       the server of a bucket that is not Amazon's
  --region R           of the bucket
  --artifacts-only     only the archives of a store that publishes them apart
  --site-only          only its pages
  --delete-pages       remove pages there that the store has no more
  --dry-run            only say what would be put and removed`,

  doctor: `npm run doctor -- URL [options]
Asks a host what clients need, and says which will work there (docs/doctor.md).

  --json               the same for programs
${ZOO}`,

  verify: `npm run verify -- [URL or DIR] [options]
Checks a published store: signature, sums, links; by default dist.

  --pubkey KEY         the owner's key, or a file that holds it
  --serial NUMBER      of the last check: an older store is refused
  --rebuild            build this checkout, and compare the bytes
  --zoo DIR, --archive DIR, --allow-hard-links
                       of the rebuild, as for npm run build`,

  keygen: `npm run keygen -- [options]
Makes the key pair that a store is signed with.

  --out FILE           the secret key; default: zoopress.key`,

  schemas: `npm run schemas
Writes what editors read of the front matter's keys (docs/editors.md).`,

  lighthouse: `npm run lighthouse -- [options]
Lighthouse's scores for the built store; fails below the lowest.

  --dir DIR            the store; default: dist
  --lowest NUMBER      default: 100`,

  pictures: `npm run pictures -- [options]
Takes the README's pictures from the built store.

  --dir DIR            the store; default: dist
  --model ID           whose page; default: phantom_unet3d
  --all DIR            every kind of page, too, into this folder`,

  bench: `npm run bench -- [options]
Measures packing and building beside other programs; writes docs/benchmarks.md.
npm run bench -- generate --out DIR [--entries N …] only makes a zoo.

  --only RACE,RACE     these alone
  --runs NUMBER        of each
  --quick              small sizes, for a look
  --dir DIR            where it works; default: the system's temporary folder`,
}

/** The long options that a command's usage names, without their dashes. */
export function optionsIn(usage: string): string[] {
  return [...new Set([...usage.matchAll(/--([a-z][a-z0-9-]+)/g)].map(([, name = '']) => name))]
}
