/** What is wrong with input that is not of the expected shape, in words. */

import * as z from 'zod/mini';

z.config(z.locales.en());

/** The first issue, with where it is. */
export function whatIsWrong({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  if (!issue) return 'The request is not of the expected shape.';
  const place = issue.path.map(String).join('.');
  return place ? `${place}: ${issue.message}` : issue.message;
}
