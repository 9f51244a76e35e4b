import { z } from 'zod';
import { KEY_USAGES } from '../../shared/azure/key-types.js';
import { badParameter } from './problem.js';

const keyOps = z.array(z.enum([...KEY_USAGES, 'import', 'export'])).optional();
const attributes = z
  .looseObject({ enabled: z.boolean().optional(), exp: z.number().int().optional(), nbf: z.number().int().optional() })
  .optional();
const tags = z
  .record(z.string().max(256), z.string().max(256))
  .refine((all) => Object.keys(all).length <= 15)
  .optional();

export const createRequest = z.looseObject({
  kty: z.enum(['RSA', 'RSA-HSM', 'EC', 'EC-HSM']),
  key_size: z.union([z.literal(2048), z.literal(3072), z.literal(4096)]).optional(),
  crv: z.enum(['P-256', 'P-384', 'P-521', 'P-256K']).optional(),
  key_ops: keyOps,
  attributes,
  tags,
});
export const importRequest = z.looseObject({
  key: z.looseObject({
    kty: z.string(),
    crv: z.enum(['P-256', 'P-384', 'P-521', 'P-256K']).optional(),
    key_ops: keyOps,
    key_hsm: z.string().optional(),
  }),
  attributes,
  tags,
});
export const updateRequest = z.looseObject({ key_ops: keyOps, attributes, tags });

/** Parses a body, or refuses it as Azure does. */
export function readBody<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw badParameter('The request body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badParameter(`Property ${issue?.path.join('.') ?? ''} has invalid value.`);
}
