// The host names of students' apps: LABEL.APPS-DOMAIN, on the same port as Marina.

const labelPattern = /^[0-9a-z]{26}$/;

export type ExposureHosts = {
  /** URL of the app behind the label. */
  url(label: string): string;
  /** `undefined`: not a host of the apps domain. `''`: of that domain, but no label. */
  labelOf(host: string | undefined): string | undefined;
};

export function exposureHosts(publicUrl: URL, appsDomain: string): ExposureHosts {
  return {
    url: (label) => `${publicUrl.protocol}//${label}.${appsDomain}${publicUrl.port ? `:${publicUrl.port}` : ''}/`,
    labelOf: (host) => {
      const name = host?.toLowerCase().replace(/:\d+$/, '');
      if (name !== appsDomain && !name?.endsWith(`.${appsDomain}`)) return undefined;
      const label = name.slice(0, -appsDomain.length - 1);
      return labelPattern.test(label) ? label : '';
    },
  };
}
