/**
 * Lets tests import the SDK that Lambda's runtime brings, and fast-check, from where .ci/tools/build node-sdk put them: the folder in
 * PORTCULLIS_NODE_SDK. Nothing of it is in the archive.
 */
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
