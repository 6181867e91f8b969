'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { signOut } from '../../api/sign-in.ts';
import { Button } from '../../ui/button.tsx';

export function SignOutButton() {
  const t = useTranslations('signIn');
  const router = useRouter();
  const leave = async () => {
    if (await signOut()) router.refresh();
  };
  return (
    <Button look="quiet" size="small" onClick={() => void leave()}>
      {t('out')}
    </Button>
  );
}
