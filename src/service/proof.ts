// The faces run a proof through here; the plan comes from the service in its worker.
export { runProof } from '../refactor/proof/client.ts';
