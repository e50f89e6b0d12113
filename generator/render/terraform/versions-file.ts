import type { TerraformBackend } from '../../generated/options.ts';
import { type Block, jsonFile } from './json-file.ts';

/** The providers, by exact version. Upstream: integrations/terraform-provider-github, hashicorp/terraform-provider-google. */
const providers = {
  github: { source: 'integrations/github', version: '6.13.0' },
  google: { source: 'hashicorp/google', version: '7.45.0' },
} as const;

/** A part of the platform that has a folder and a state of its own. */
export type Part = keyof typeof providers;

/** From this version on a lock lies in the bucket itself. */
const TERRAFORM = '>= 1.10.0, < 2.0.0';

/** What Terraform needs to know before all else: its own version, the provider's, and where the state of this part is. */
export function versionsFile(part: Part, backend: TerraformBackend, provider: Block): string {
  return jsonFile(['terraform'], {
    terraform: {
      required_version: TERRAFORM,
      required_providers: { [part]: providers[part] },
      backend: backendOf(part, backend),
    },
    provider: { [part]: provider },
  });
}

function backendOf(part: Part, backend: TerraformBackend): Block {
  switch (backend.kind) {
    case 'gcs':
      return { gcs: { bucket: backend.bucket, prefix: `${backend.prefix}/${part}` } };
    case 's3': {
      const { bucket, prefix, region, endpoint } = backend;
      const elsewhere = endpoint === undefined ? {} : notAmazon(endpoint);
      return { s3: { bucket, key: `${prefix}/${part}/terraform.tfstate`, region, use_lockfile: true, ...elsewhere } };
    }
    case 'http': {
      const address = `${backend.address}/${part}`;
      const lock = { lock_address: `${address}/lock`, unlock_address: `${address}/lock` };
      return { http: { address, ...lock, lock_method: 'POST', unlock_method: 'DELETE' } };
    }
    case 'local':
      // clusters/<hub>/platform/terraform/<part>: a state within would stand among what is generated
      return { local: { path: `../../../../../${backend.path}/${part}.tfstate` } };
  }
}

/** What Terraform would ask Amazon about. */
function notAmazon(endpoint: string): Block {
  return {
    endpoints: { s3: endpoint },
    use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    skip_requesting_account_id: true,
    skip_s3_checksum: true,
  };
}
