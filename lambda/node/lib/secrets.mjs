import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { patience } from './patience.mjs';

/** Reads one secret; calls secretsmanager:GetSecretValue. */
export function secretReader(region, secretArn) {
  const client = new SecretsManagerClient({ region, ...patience });
  return async () => (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString;
}
