import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { useForm, type DefaultValues, type FieldValues, type Resolver, type UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';

/**
 * A form that is checked by the contract's own schema while it is filled in. Empty optional fields are left out before
 * the schema sees them, since over the bridge a member that is undefined is a member that is not there.
 */
export function useSchemaForm<Input extends FieldValues, Output>(
  schema: z.ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
): UseFormReturn<Input, unknown, Output> {
  const resolver = useMemo<Resolver<Input, unknown, Output>>(() => {
    const check = zodResolver<Input, unknown, Output>(schema);
    return (values, context, options) => check(withoutUndefined(values), context, options);
  }, [schema]);
  return useForm<Input, unknown, Output>({ resolver, defaultValues, mode: 'all' });
}

/** The same object without the members that are undefined. */
export function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
