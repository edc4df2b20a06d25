import { browserOf } from '../../../src/web/browser.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Windows'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0', 'Edge, Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari, iOS'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36', 'Chrome, Android'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'Safari, macOS'],
  ['curl/8.5.0', ''], ['', ''], ['<script>alert(1)</script>', ''], ['x'.repeat(100_000), ''],
])('%s is %j', (agent, device) => expect(browserOf(agent, '').device).toBe(device));

test.each([
  ['192.0.2.17', '192.0.x.x'], ['::ffff:192.0.2.17', '192.0.x.x'], ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3:x'], ['', ''], ['nonsense', ''],
])('of %s only the first half is kept: %j', (ip, place) => expect(browserOf('', ip).place).toBe(place));
