/** What the page for contributors shows to be copied. */

export const CARD_FOLDER = `zoo/my_model/
  README.md      the model card
  thumbnail.png  the picture in the catalogue
  weights/       each folder is one download
  data/
  code/`

export const CARD_SAMPLE = `---
title: Brain extraction on T1-weighted MR
summary: Separates the brain from the rest of the head.
version: "1.0"
license: apache-2.0
library_name: pytorch
pipeline_tag: image-segmentation
modality: [MR]
tags: [brain, 3d]
authors:
  - name: Your name
    affiliation: Your institute
model-index:
  - name: my_model
    results:
      - task: { type: image-segmentation }
        dataset: { type: my-data, name: My data, split: test }
        metrics:
          - { type: dice, name: "Dice, brain", value: 0.9730 }
---
# Brain extraction on T1-weighted MR

What it does, what it was trained on, and where it fails.`

export const HOSTED_SAMPLE = `downloads:
  weights:
    url: https://data.example/my_model/weights.tar.gz
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
    size: 17853647`

export const IMPORT_COMMANDS = `npm run import -- https://lab.example/my_model/main.ini   # NiftyNet: an .ini file
npm run import -- digits_job.tar.gz                       # DIGITS: a job’s download
npm run import -- Dataset901_Shapes.zip                   # nnU-Net: an exported model
npm run import -- spleen_bundle/                          # MONAI: a bundle, or its zip
npm run import -- my_repository/                          # Hugging Face: a cloned repository
npm run import -- rdf.yaml                                # BioImage.IO: a description`

export const DIGITS_FOLDER = `zoo/my_digits_model/
  info.json            "snapshot file", "model file", "labels file", …
  snapshot_iter_440.caffemodel
  original.prototxt
  labels.txt
  aux.json             optional: affiliate, dataset, license
  license.txt          optional`

export const NNUNET_FOLDER = `zoo/Dataset901_Shapes/
  nnUNetTrainer__nnUNetPlans__2d/
    plans.json
    dataset.json
    fold_0/checkpoint_final.pth
  README.md      optional: a card; what it says wins`
