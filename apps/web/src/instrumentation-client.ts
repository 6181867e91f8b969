// Runs before any page does: https://nextjs.org/docs/app/api-reference/file-conventions/instrumentation-client
import { config } from 'zod';

// The pages' policy allows no eval. zod tries whether it may, and each try is a violation of the policy.
config({ jitless: true });
