/** What each key of front matter says, in one place: editors show it while somebody types. */

export type KeyHelp = Readonly<Record<string, string>>

export const CARD_HELP: KeyHelp = {
  title: 'Name of the model as people read it. Default: the first heading.',
  summary: 'One sentence about what the model does. Default: the first of the prose.',
  version: 'Plain dotted numbers in quotes, such as "1.0", which is the default. Without quotes 1.10 is read as 1.1.',
  date_released: 'The day of this release, as year-month-day: 2026-11-20. Feeds and citations use it.',
  license: 'Required. An SPDX id, one of Hugging Face\'s, or "other" with license_name and license_link.',
  license_name: 'What the licence is called. Required for "other".',
  license_link: 'Where the licence can be read: an address, or a file of this folder. Required for "other".',
  library_name: 'The framework that the model is for: pytorch, tensorflow, niftynet, nnunet, monai …',
  pipeline_tag: 'The task, by Hugging Face\'s names: image-segmentation, image-classification …',
  modality: 'What the pictures were made with: CT, MRI, PET … A text or a list.',
  tags: 'Words to find the model by. A text or a list.',
  datasets: 'Data that the model was trained on. A text or a list.',
  metrics: 'What the model was measured by: dice, accuracy … A text or a list.',
  language: 'Languages, where the model has to do with any, as codes: en, de … A text or a list.',
  base_model: 'The model that this one was made from: an id of this store or of the Hub, or a list of them.',
  authors: 'A list of names, or of name, affiliation and orcid.',
  citation: 'How to cite the model, as BibTeX. Begin with "|" and indent the lines below.',
  doi: 'Digital Object Identifier, without the address: 10.1109/TMI.2018.2806309.',
  homepage: 'Address of a page about the model.',
  new_version: 'Id or address of the model that replaces this one.',
  thumbnail: 'Name of a picture in this folder. Default: thumbnail.png, .jpg, .webp or .gif.',
  'model-index': 'Results, as on Hugging Face: a list of models with name and results. The page shows them as a table.',
  downloads: 'What a folder cannot say of its section, one key a section: weights, data, code …',
}

export const DOWNLOAD_HELP: KeyHelp = {
  url: 'Address of a file that is hosted elsewhere instead of a folder here. It needs sha256 and size.',
  sha256: 'SHA-256 of the hosted file, as 64 hexadecimal digits in quotes; "npm run pin" finds it out.',
  size: 'Bytes of the hosted file, without unit or separator; "npm run pin" finds it out.',
  mirrors: 'A list of further addresses of the same bytes.',
  destination: "Where NiftyNet's client puts the section: models, data, extensions or examples.",
  local_id: "The folder's name in NiftyNet's home. Default: the model's id.",
  license: 'Licence of this section, where it differs from the model\'s.',
  license_name: 'What the licence of this section is called. Required for "other".',
  license_link: 'Where the licence of this section can be read. Required for "other".',
}

export const AUTHOR_HELP: KeyHelp = {
  name: 'Name of a person or group. Required.',
  affiliation: 'Institution of the author.',
  orcid: 'ORCID iD: 0000-0002-1825-0097.',
}

export const STORE_HELP: KeyHelp = {
  title: 'Name of the store. Default: the first heading.',
  message: "DIGITS' welcome message.",
  url: 'Address of the store; the environment variable STORE_URL wins. Default: http://localhost:8000.',
  contact: "E-mail or web address of the store's owner.",
  logo: 'Name of a picture beside this card.',
  accent: 'Colour of links and buttons, in quotes: "#2b6a4d".',
  footer: 'One paragraph of Markdown for the bottom of each page.',
  artifacts: 'Address where archives are published instead of beside the pages.',
  host: 'What the store lies on.',
  checks: 'What becomes of warnings, by kind: error, warning or off, as in { home-path: error }.',
}
