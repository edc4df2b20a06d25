/** Where people's passwords begin: words of known lists of leaked passwords and their Polish counterparts, our own selection. */
export const COMMON_WORDS: readonly string[] = `
abc abcd abcde abcdef abcdefg abcdefgh access admin administrator adrian agata agnieszka aleksandra alexander
andrea andrew andrzej angel ania anna anonymous apple arsenal asdf asdfg asdfgh asdfghjkl asdfjkl ashley
aurelia azerty babygirl bailey banana barbara baseball basketball batman beata biedronka blink bogdan bond
boomer boss buster butterfly bydgoszcz changeme charlie charlotte cheese chelsea chocolate computer cookie
correcthorsebatterystaple cukierek czarny czekolada dagmara damian daniel daria dawid default delphin diamond
domek dominik dragon dupa dupadupa eagle ewa ewelina facebook family ferrari firma flower football forever
freedom fuckyou galaxy gdansk george gielda giełda ginger google grzegorz guest hannah harley haslo hasło
hello helloworld hunter iloveyou internet jakub jan janek jennifer jessica jestem jezus joanna jordan kacper
kamil kamila karolina kasia kasienka katarzyna kazimierz klaster klub kocham kochamcie kochanie komputer
konrad krakow krystian krzysztof kuba kwiatek kwiatuszek lato lech legia letmein liverpool login lolita london
love lovely loveme lukasz maciek magda magdalena maggie malgorzata marcin marek maria mariusz marta martin
martyna maseczka maska master mateusz matrix matthew michael michal michelle mickey milosc misiaczek misiek
monika monkey mother motylek muminek mustang mypassword natalia nicole nothing ola orange pamela papiez pass
passw password passwort patryk pawel pepper pikachu piotr piotrek pokemon polska polska1 power poznan princess
przemek przylbica qazwsx qazwsxedc qwer qwert qwerty qwertyuiop qwertz qwertzuiop radek rafal rainbow robert
root samantha samsung sebastian secret security sekret shadow slodka slonce sloneczko soccer sophie spiderman
starwars summer sunshine superman szpital szymon tajne taylor test tester testing thomas tigger tomasz tomek
torun trustno uczen user wakacje warszawa wassup welcome whatever widzew william winter wiosna wisla witaj
wojtek wroclaw yellow zaq zaqwsx zaqxswcde zima zuzia zxcv zxcvb zxcvbn zxcvbnm
`.trim().split(/\s+/);
