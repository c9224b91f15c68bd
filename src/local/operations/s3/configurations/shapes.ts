import * as z from 'zod';

/** Elements of S3's configurations, as the XML parser reads them: texts, and a list where an element is repeated. */

export const boolean = z.enum(['true', 'false']);
export const whole = z.string().regex(/^\d{1,10}$/);
export const date = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$|^\d{4}-\d\d-\d\d$/);
/** An element that may be empty. */
export const text = z.string();
/** An empty element stands for a structure without members. */
export const empty = z
  .string()
  .regex(/^\s*$/)
  .transform(() => ({}));

/** An element that may come once or more often. */
export function repeated<Shape extends z.ZodType>(one: Shape, least = 1) {
  return z
    .union([z.array(one), one.transform((value) => [value])])
    .refine((list) => list.length >= least, { message: 'too few' });
}
