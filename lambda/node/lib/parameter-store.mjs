import { createHash } from 'node:crypto';
import { GetParameterHistoryCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { patience } from './patience.mjs';

const COPY = /^Copy of the change of (\S+) in (\S+), with digest ([0-9a-f]{16})$/;

/**
 * The parameters of a region, each with everything it was. Systems Manager keeps no time of its own choosing, so a copy says in its
 * description, which is stored with the value in one step, which change it is a copy of.
 *
 * Calls ssm:GetParameterHistory and ssm:PutParameter on what it is asked for, and so kms:Decrypt and kms:Encrypt on the key.
 *
 * @param {string} keyArn what values are encrypted under
 */
export function parameterStore(region, keyArn) {
  const client = new SSMClient({ region, ...patience });
  return {
    /**
     * All versions, oldest first, each { value, at, origin }: when and where the change was made that it is or copies. Empty when there
     * is no such parameter.
     */
    async history(name) {
      const versions = [];
      let token;
      do {
        const page = await pageOf(client, name, token);
        versions.push(...(page.Parameters ?? []));
        token = page.NextToken;
      } while (token);
      return versions.sort((a, b) => a.Version - b.Version).map((version) => change(version, name, region));
    },
    /** Writes a copy; never makes a parameter. */
    async write(name, { value, at, origin }) {
      const Description = `Copy of the change of ${at} in ${origin}, with digest ${digest(name, value)}`;
      const stored = { Name: name, Value: value, Type: 'SecureString', KeyId: keyArn, Tier: 'Standard', Description };
      await client.send(new PutParameterCommand({ ...stored, Overwrite: true }));
    },
  };
}

async function pageOf(client, name, token) {
  try {
    return await client.send(new GetParameterHistoryCommand({ Name: name, WithDecryption: true, NextToken: token }));
  } catch (error) {
    if (error.name === 'ParameterNotFound') return {};
    throw error;
  }
}

function change({ Value: value, LastModifiedDate, Description }, name, region) {
  const [, at, origin, of] = COPY.exec(Description) ?? [];
  // Who changes a copy by hand may leave the description as it was.
  if (of === digest(name, value)) return { value, at, origin };
  return { value, at: LastModifiedDate.toISOString(), origin: region };
}

function digest(name, value) {
  return createHash('sha256').update(`${name}\n${value}`).digest('hex').slice(0, 16);
}
