import { createContext, type ReactNode, use, useEffect, useState } from 'react';

const SetTitle = createContext<(title: string | undefined) => void>(() => undefined);

/** Holds what the header shows beside the brand: a fair's name, an employer's name. */
export function TitleProvider({ children }: { children: (title: string | undefined) => ReactNode }): ReactNode {
  const [title, setTitle] = useState<string>();
  return <SetTitle value={setTitle}>{children(title)}</SetTitle>;
}

/** Puts a name in the header and the browser's tab while the screen is shown. */
export function useTitle(title: string | undefined): void {
  const set = use(SetTitle);
  useEffect(() => {
    set(title);
    return () => set(undefined);
  }, [title, set]);
}
