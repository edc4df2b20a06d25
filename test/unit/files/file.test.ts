import { fileName } from '../../../src/features/files/file.ts';

describe('the name of a file', () => {
  test.each([
    ['rysunek.PDF', 'rysunek.pdf'], ['Zdjęcie 1.pdf', 'Zdjęcie 1.pdf'], ['../../etc/passwd', 'passwd.pdf'], ['C:\\Users\\a\\umowa.pdf', 'umowa.pdf'], ['.htaccess', 'htaccess.pdf'],
    ['a\u0000b.pdf', 'ab.pdf'], ['gpj\u202efdp.exe', 'gpjfdp.exe.pdf'], ['<script>.pdf', 'script.pdf'], ['"; rm -rf', '; rm -rf.pdf'], ['', 'plik.pdf'], ['...', 'plik.pdf'], ['/', 'plik.pdf'],
    ['\r\nSet-Cookie: a=b.pdf', 'Set-Cookie a=b.pdf'], ['a.svg', 'a.svg.pdf'], ['  a   b .pdf', 'a b.pdf'], ['\ud800a.pdf', 'a.pdf'],
  ])('%j becomes %j', (sent, name) => {
    expect(fileName(sent, 'application/pdf', 'plik')).toBe(name);
  });
  test('ends as its content demands', () => {
    expect(fileName('foto.jpeg', 'image/jpeg', 'x')).toBe('foto.jpg');
    expect(fileName('foto.png', 'image/webp', 'x')).toBe('foto.png.webp');
  });
  test('is never long', () => {
    expect([...fileName('👩🏽‍🔬'.repeat(500), 'image/png', 'x')].length).toBeLessThanOrEqual(104);
  });
});
