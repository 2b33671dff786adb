import type { ReactNode } from 'react';

/** The signs of the room's controls, drawn here so that both "on" and "off" of a device look alike. Words stand beside or in `aria-label`. */
const SHAPES = {
  microphone: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  camera: (
    <>
      <rect x="3" y="6.5" width="12" height="11" rx="2.5" />
      <path d="m15 11 6-3.5v9L15 13" />
    </>
  ),
  chat: <path d="M4 5.5h16v11H11l-4.5 4v-4H4z" />,
  devices: (
    <>
      <path d="M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="12" r="2" />
      <circle cx="13" cy="17" r="2" />
    </>
  ),
  leave: <path d="M13 4.5H5.5v15H13M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5" />,
  end: <path d="M3 14.5c0-2 4-4.5 9-4.5s9 2.5 9 4.5V17l-5-1v-2.4a12 12 0 0 0-8 0V16l-5 1z" />,
  sound: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.7 7.7 0 0 1 0 11" />,
} as const satisfies Record<string, ReactNode>;

/** One sign, 20 px, in the colour of its text. `struck` draws a line through it: the device is off. */
export function Sign({ of, struck = false }: { of: keyof typeof SHAPES; struck?: boolean }) {
  return (
    <svg className="cf-sign" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      {SHAPES[of]}
      {struck && <path d="m4 3.5 16 17" />}
    </svg>
  );
}
