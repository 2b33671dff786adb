import type { ReactNode } from 'react';

/** A quiet line icon; always beside words or in something that has a name, so screen readers skip it. */
export function Icon({ size = 24, children }: { size?: number; children: ReactNode }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

/** The mark of the product: a cloud with two people in it. */
export function Logo(): ReactNode {
  return (
    <svg className="cf-logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0b6a66" />
      <path
        d="M9 21.5a4.7 4.7 0 0 1 .6-9.4 6.6 6.6 0 0 1 12.7 1.3A4.1 4.1 0 0 1 22 21.5z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.3"
        strokeLinejoin="round"
      />
      <circle cx="13.2" cy="16.8" r="1.7" fill="#fff" />
      <circle cx="18.6" cy="16.8" r="1.7" fill="#fff" />
    </svg>
  );
}

export function Gear(): ReactNode {
  return (
    <Icon>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </Icon>
  );
}

export function FloorIcon(): ReactNode {
  return (
    <Icon>
      <path d="M4 10 5.5 5h13L20 10M4 10v9h16v-9M4 10c0 2.6 4 2.6 4 0 0 2.6 4 2.6 4 0 0 2.6 4 2.6 4 0 0 2.6 4 2.6 4 0" />
    </Icon>
  );
}

export function DayIcon(): ReactNode {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2" />
    </Icon>
  );
}

export function ResumeIcon(): ReactNode {
  return (
    <Icon>
      <path d="M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5" />
    </Icon>
  );
}

export function SearchIcon(): ReactNode {
  return (
    <Icon size={20}>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </Icon>
  );
}
