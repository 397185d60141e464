import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/**
 * onnxruntime-node with nothing around it: one session, one thread, tokenising included. Written apart from the
 * product's own inference, so that the product is compared with the library and not with itself.
 */
interface ThreadInput {
  modelDir: string;
}
export interface ThreadRun {
  questions: string[];
  batch: number;
}

const { modelDir } = workerData as ThreadInput;
const manifest = JSON.parse(await readFile(`${modelDir}/manifest.json`, 'utf8')) as { max_length: number };
const tokenizer = new (
  Tokenizer as new (
    json: unknown,
    config: unknown,
  ) => {
    encode(text: string): { ids: number[] };
  }
)(JSON.parse(await readFile(`${modelDir}/tokenizer.json`, 'utf8')), {});
const session = await InferenceSession.create(`${modelDir}/model.onnx`, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});

parentPort!.on('message', ({ questions, batch }: ThreadRun) => {
  void (async () => {
    for (let from = 0; from < questions.length; from += batch) await run(questions.slice(from, from + batch));
    parentPort!.postMessage('done');
  })();
});
parentPort!.postMessage('ready');

async function run(texts: string[]) {
  const rows = texts.map((text) =>
    tokenizer.encode(text.normalize('NFC').trim().toLowerCase()).ids.slice(0, manifest.max_length),
  );
  const length = Math.max(...rows.map((ids) => ids.length));
  const ids = new BigInt64Array(rows.length * length).fill(1n);
  const mask = new BigInt64Array(rows.length * length);
  rows.forEach((row, r) =>
    row.forEach((id, c) => {
      ids[r * length + c] = BigInt(id);
      mask[r * length + c] = 1n;
    }),
  );
  const shape = [rows.length, length];
  await session.run({
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
  });
}
