import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.js';
import type { PracticeAdmin, PracticeOverview } from './admin.js';

export const SERVING = 'serving.json';
export const ADMIN_PATH = '/practice/admin';

const note = z.strictObject({ pid: z.number().int(), port: z.number().int(), caFile: z.string(), token: z.string() });
/** Where a practice vault of this folder is being served now. */
export type Serving = z.infer<typeof note>;

/** The process that serves this folder's practice vault; undefined when there is none (any more). */
export function readServing(folder: string): Serving | undefined {
  try {
    const parsed = note.parse(JSON.parse(readFileSync(join(folder, SERVING), 'utf8')));
    process.kill(parsed.pid, 0);
    return parsed;
  } catch {
    return undefined;
  }
}

/** The admin of a service in another process. Throws when it does not answer. */
export function remoteAdmin(serving: Serving): PracticeAdmin {
  return async (call) => {
    const answer = await post(serving, JSON.stringify(call));
    if (!answer.ok) throw new Error(answer.failure.message);
    return JSON.parse(answer.value) as PracticeOverview;
  };
}

function post(serving: Serving, body: string): Promise<Result<string>> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: serving.port,
        servername: 'localhost',
        path: ADMIN_PATH,
        method: 'POST',
        ca: readFileSync(serving.caFile),
        headers: { 'content-type': 'application/json', 'x-practice-token': serving.token },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve(
            response.statusCode === 200
              ? ok(text)
              : fail('practice-refused', `The practice vault answered ${response.statusCode}.`),
          ),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
