/** The clients' names as their makers write them. */
import type { Client } from '../formats/clients.ts'

export const CLIENT_NAMES: Record<Client, string> = {
  niftynet: 'NiftyNet',
  digits: 'DIGITS',
  nnunet: 'nnU-Net',
  zoopress: 'Zoopress',
  curl: 'curl',
  aria2: 'aria2',
  pooch: 'Python',
  'torch-hub': 'torch.hub',
  monai: 'MONAI',
}
