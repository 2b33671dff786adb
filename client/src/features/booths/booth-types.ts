import type { BoothPage } from '#shared/contract/http.ts';
import type { MyDropOff, PositionView } from '#shared/contract/views.ts';

/** An employer's page as the server gives it. */
export type Booth = BoothPage;
export type Position = PositionView;
export type { MyDropOff };
