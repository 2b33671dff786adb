import type { z } from 'zod';
import type { httpContract } from '#shared/contract/http.ts';
import type { MyDropOff as MyDropOffSchema, PositionView } from '#shared/contract/views.ts';

type ShowOutput = NonNullable<(typeof httpContract.booths.show)['~orpc']['outputSchema']>;
/** An employer's page as the server gives it. */
export type Booth = z.infer<ShowOutput>;
export type Position = z.infer<typeof PositionView>;
export type MyDropOff = z.infer<typeof MyDropOffSchema>;
