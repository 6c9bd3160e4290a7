/**
 * Model cards in the manner of those that people write for the Hugging Face Hub: legal, and none like another. A store that wants to be
 * filled from the Hub must publish every one of them.
 */

/** Id of the entry → its README.md. */
export const ODD_CARDS: Record<string, string> = {
  'badges-and-banners': `---
license: apache-2.0
language:
  - en
library_name: transformers
thumbnail: https://images.example.net/banner.png
tags:
- text-generation
- "7B"
- conversational
---

<div align="center">
  <img src="https://images.example.net/banner.png?raw=true" width="60%" alt="Banner" />
</div>
<hr>
<div align="center" style="line-height: 1;">
  <a href="https://chat.example.net/" target="_blank" style="margin: 2px;">
    <img alt="Chat" src="https://badges.example.net/badge/Chat-Now-blue?logo=x&logoColor=white" style="display: inline-block;"/>
  </a>
  <a href="LICENSE"><img src="https://badges.example.net/license.svg"></a>
</div>

[![Paper](https://badges.example.net/paper.svg)](https://papers.example.net/1234.56789) [![Downloads](https://badges.example.net/dl.svg)](#)

# Banner-7B-Instruct

<p align="center">👋 Join our <a href="https://chat.example.net/invite">chat</a>
<br>

## 1. Introduction

See [the licence](LICENSE), [the configuration](config.json) and [results](#2-results).

## 2. Results

<table border=1>
<thead><tr><th rowspan="2">Model<th colspan=2>Score</tr><tr><th>A</th><th>B</th></tr></thead>
<tr><td><b>ours/</b></td><td>71.3</td><td align="right">64.0</td></tr>
<tr><td>theirs<td>70.1<td>
</table>
`,
  'other-license': `---
license: other
license_name: example-community-license-1.1
license_link: LICENSE.md
extra_gated_prompt: "You agree to *not* use the model\\nfor anything that is against the law."
extra_gated_fields:
  Company: text
  I agree to use this model for non-commercial use ONLY: checkbox
extra_gated_button_content: Agree
pipeline_tag: text-to-image
inference: false
---
### A model with its own licence
It has no first-level heading.
`,
  'other-license-linked': `---
license: other
license_name: gated-research
license_link: https://licences.example.net/gated-research?v=2#text
---
# Linked licence
`,
  'norwegian-model': `---
language: no
license: cc-by-sa-4.0
datasets: norsk-korpus
metrics: wer
tags: automatic-speech-recognition
---
# Talegjenkjenning på bokmål

Første setning. Åpen modell – «fri til bruk».
`,
  'many-languages': `---
language:
- en
- no
- zh
- 'yes'
- multilingual
- sr-Latn
language_bcp47: [zh-Hans, pt-BR]
license:
- mit
base_model:
- example/base-a
- example/base-b
base_model_relation: merge
tags: [mergekit, merge, "arxiv:2306.01708", region:us]
---
# 合并模型 🧪 model

- 中文
- العربية
`,
  'verified-results': `---
license: bsd-3-clause
model-index:
- name: verified-results
  results:
  - task:
      type: summarization
      name: Summarization
    dataset:
      name: cnn_dailymail
      type: cnn_dailymail
      config: 3.0.0
      split: test
      revision: 1b2c3d4
      args:
        lang: en
    metrics:
    - name: ROUGE-1
      type: rouge
      value: 42.9486
      verified: true
      verifyToken: eyJhbGciOiJFZERTQSJ9.eyJoYXNoIjoiMCJ9.c2ln
    - name: loss
      type: loss
      value: 1.2e-05
    - type: gen_len
      value: "56.8"
      args: {max_length: 142}
    source:
      name: Leaderboard
      url: https://boards.example.net/?query=verified-results
  - task: {type: text-generation}
    dataset: {type: openai_humaneval, name: HumanEval}
    metrics:
    - {type: pass@1, value: 0.248, name: pass@1}
---
# Verified
`,
  'widget-and-carbon': `---
license: cc-by-nc-4.0
co2_eq_emissions:
  emissions: 149200
  source: "calculator"
  training_type: pre-training
  geographical_location: East USA
  hardware_used: 8 x A100
widget:
- text: "Paris is the <mask> of France."
  example_title: "Capital: a colon"
- src: https://audio.example.net/sample1.flac
  output:
    url: images/example_0.png
- structuredData:
    age: [34, 52]
inference:
  parameters:
    temperature: 0.7
mask_token: "<mask>"
---
# Widgets
`,
  'carbon-number': `---
license: openrail
co2_eq_emissions: 0.5
library_name: sklearn
model_format: pickle
model_file: model.pkl
task: tabular-classification
---

# Model description

[More Information Needed]

<style>#sk-container-id-1 {color: black;} td::after { content: "x/"; }</style><div id="sk-container-id-1" class="sk-top-container"><pre>Pipeline()</pre></div>
`,
  'nested-html': `---
license: gpl-3.0
---
# Nested <em>HTML</em> in a heading

<details open><summary>Click <b>me</b></summary>

| a | b |
|---|---|
| <kbd>x</kbd> | <a href="javascript:alert(1)">y</a> |

<details><summary>again</summary>

\`\`\`html
<td>models/</td>
\`\`\`

</details>
</details>

<iframe src="https://spaces.example.net/embed" width=850 height="450" frameborder="0"></iframe>
<script type="module" src="https://cdn.example.net/gradio.js"></script>
<video controls autoplay src="https://videos.example.net/demo.mp4"></video>
<picture><source media="(prefers-color-scheme: dark)" srcset="https://images.example.net/dark.png"><img src="https://images.example.net/light.png"></picture>
<sub><sup>tiny</sup></sub> <font color="red">red</font> <center>middle</center>
<!-- a comment -- with -- dashes -->
<b>never closed
`,
  'quantised-copy': `---
base_model: https://hub.example.net/example/Model-13B
inference: false
license: llama2
model_creator: Example
model_link: https://hub.example.net/example/Model-13B
model_name: "Model 13B: chat"
model_type: llama
quantized_by: Somebody
prompt_template: '[INST] <<SYS>>

  You are helpful.

  <</SYS>>

  {prompt}[/INST]

  '
arxiv: 2307.09288
---
<!-- header start -->
<!-- 200823 -->
<div style="width: auto; margin-left: auto; margin-right: auto">
<img src="https://i.images.example.net/EBdldam.jpg" alt="Logo" style="width: 100%; min-width: 400px; display: block; margin: auto;">
</div>
# Model 13B - GPTQ
- Model creator: [Example](https://hub.example.net/example)

| Name | Quant method | Bits | Size | Use case |
| ---- | ---- | ---- | ---- | ----- |
| [model.Q2_K.gguf](https://hub.example.net/x/blob/main/model.Q2_K.gguf) | Q2_K | 2 | 5.43 GB| smallest, significant quality loss - not recommended for most purposes |
`,
  'empty-values': `---
license: unknown
tags:
datasets: []
metrics:
language:
library_name:
pipeline_tag: ""
model-index:
---
Only prose. No heading at all.
`,
  'other-scripts': `---
license: cc0-1.0
title: "نموذج صغير 🩻 <Größe> & „Maße“"
summary: 'Ein Satz mit "Anführung", <b>spitzen</b> Klammern & Umlauten: äöü €.'
tags: ["größe", "naïve bayes", "C++", "a/b"]
authors:
  - name: "L'équipe & Söhne, Ltd."
citation: |
  @misc{x, title={{\\"U}ber \\$ \\% \\& </script><td>models/}, year=2024}
---
Setext heading
==============

Text with a footnote[^1], math $a_b^c$ and $$\\sum_{i=0}^{n} i$$ and \`code <td>x/</td>\`.

[^1]: The note.

\`\`\`mermaid
graph TD; A-->B;
\`\`\`

1. one
   - nested
     > quoted
7. seven

Term without end [link][missing] and ![alt][nowhere] and <https://auto.example.net/?a=1&b=2> and a@example.org.
`,
  'capital-license': `---
license: MIT
tags:
  - 3D
  - 2024
  - true
version: "2024.1"
---
# Capital letters in a licence
`,
  'windows-card':
    '\uFEFF---\r\nlicense: apache-2.0\r\ntags:\r\n  - windows\r\n---\r\n\r\n# Written on Windows\r\n\r\nFirst line,\r\nsecond line.\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n',
  'loose-fences': `---   
# a comment in the front matter
license: "apache-2.0"   # and another
tags: ['a', "b"]
'library_name': peft
---\t
# Fences with blanks behind them

No line end at the end of the file.`,
  'generated-card': `---
library_name: transformers
license: mit
base_model: example/bert-base
tags:
- generated_from_trainer
metrics:
- accuracy
- f1
model-index:
- name: generated-card
  results: []
---

<!-- This model card has been generated automatically according to the information the Trainer had access to. You
should probably proofread and complete it, then remove this comment. -->

# generated-card

This model is a fine-tuned version of [example/bert-base](https://hub.example.net/example/bert-base) on an unknown dataset.

### Training results

| Training Loss | Epoch | Step | Validation Loss | Accuracy |
|:-------------:|:-----:|:----:|:---------------:|:--------:|
| No log        | 1.0   | 3    | 0.69            | 0.5      |

### Framework versions

- Transformers 4.44.2
- Pytorch 2.4.0+cu121
`,
}
