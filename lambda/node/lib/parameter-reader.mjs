import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { patience } from './patience.mjs';

/**
 * Reads the parameters below a path, name to value; calls ssm:GetParametersByPath on it, which for encrypted ones needs kms:Decrypt
 * on their key.
 */
export function parameterReader(region, path) {
  const client = new SSMClient({ region, ...patience });
  return async () => {
    const values = new Map();
    let token;
    do {
      const page = await client.send(
        new GetParametersByPathCommand({ Path: path, Recursive: true, WithDecryption: true, NextToken: token }),
      );
      for (const { Name, Value } of page.Parameters ?? []) values.set(Name, Value);
      token = page.NextToken;
    } while (token);
    return values;
  };
}
