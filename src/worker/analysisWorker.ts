/** Thread entry: answers requests with the service. One request at a time, so the client can keep a queue and cancel. */
import { parentPort } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from '../protocol/worker.ts';
import { Service } from '../service/service.ts';

const service = new Service();

function answer(request: WorkerRequest): WorkerReply {
  try {
    const method = service[request.method] as (params: unknown) => unknown;
    return { id: request.id, result: method.call(service, request.params) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { id: request.id, error: { message: error.message, stack: error.stack } };
  }
}

parentPort?.on('message', (request: WorkerRequest) => parentPort?.postMessage(answer(request)));
