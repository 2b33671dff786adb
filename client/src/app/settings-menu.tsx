import { Button } from 'antd';
import { type ReactNode, type Ref, useId, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { LOCALES, type Locale } from '#shared/rules/terms.ts';
import { api } from '../api/client.ts';
import { setLocale, useLocale } from '../i18n/index.ts';
import { useLiveStatus } from '../live/socket.ts';
import { CUES, changeCues, cueSettings, playCue } from '../ui/cues.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Gear } from '../ui/icons.tsx';
import { useMe, useSession } from './session.tsx';
import { useAppTexts } from './texts.ts';
import { chooseTheme, type ThemeChoice, themeChoice } from './theme.ts';

const LANGUAGES: Record<Locale, string> = { 'zh-CN': '中文', en: 'English' };
const THEMES = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;
const CUE_TEXTS = { next: 'cueNext', called: 'cueCalled', nearlyOver: 'cueNearlyOver' } as const;

/** Language, theme, sounds and signing out, folded under one button. */
export function SettingsMenu({ ref }: { ref: Ref<HTMLDetailsElement> }): ReactNode {
  const { me } = useMe();
  const session = useSession();
  const navigate = useNavigate();
  const locale = useLocale();
  const theme = useSyncExternalStore(themeChoice.subscribe, themeChoice.get);
  const cues = useSyncExternalStore(cueSettings.subscribe, cueSettings.get);
  const status = useLiveStatus();
  const t = useAppTexts();
  const [error, setError] = useState<unknown>(null);
  const volumeId = useId();

  const choose = (chosen: Locale) => {
    setLocale(chosen);
    if (me?.user != null) api.accounts.setLocale({ locale: chosen }).catch(setError);
  };
  return (
    <details
      className="cf-settings"
      ref={ref}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.removeAttribute('open');
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary aria-label={t('settings')} title={t('settings')}>
        <Gear />
        {status === 'connected' && <span className="cf-sr">{t('statusConnected')}</span>}
      </summary>
      <div className="cf-settings-sheet">
        {me?.user != null && <p className="cf-muted">{t('signedInAs', { name: me.user.name })}</p>}
        <fieldset>
          <legend>{t('language')}</legend>
          <div className="cf-choices">
            {LOCALES.map((each) => (
              <button key={each} type="button" lang={each} aria-pressed={each === locale} onClick={() => choose(each)}>
                {LANGUAGES[each]}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('theme')}</legend>
          <div className="cf-choices">
            {(Object.keys(THEMES) as ThemeChoice[]).map((each) => (
              <button key={each} type="button" aria-pressed={each === theme} onClick={() => chooseTheme(each)}>
                {t(THEMES[each])}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('sounds')}</legend>
          {CUES.map((cue) => (
            <div key={cue} className="cf-cue">
              <label>
                <input
                  type="checkbox"
                  checked={cues[cue]}
                  onChange={(event) => changeCues({ [cue]: event.target.checked })}
                />
                {t(CUE_TEXTS[cue])}
              </label>
              <button
                type="button"
                className="cf-link"
                aria-label={`${t('hear')}: ${t(CUE_TEXTS[cue])}`}
                onClick={() => playCue(cue)}
              >
                {t('hear')}
              </button>
            </div>
          ))}
          <label htmlFor={volumeId} className="cf-cue">
            {t('volume')}
            <input
              id={volumeId}
              type="range"
              min={0}
              max={1}
              step={0.1}
              value={cues.volume}
              onChange={(event) => changeCues({ volume: Number(event.target.value) })}
            />
          </label>
        </fieldset>
        <ErrorNotice error={error} />
        {me?.user != null && (
          <Button
            block
            size="large"
            onClick={() => {
              session.signOut().then(() => navigate('/'), setError);
            }}
          >
            {t('signOut')}
          </Button>
        )}
      </div>
    </details>
  );
}
