"""Short and other forms of given names, written as they are folded. A small list: it need not be complete,
as names that sound or are spelled alike are found without it.
"""

_FORMS = """
abigail abby abbie gail
adam adi
adrian ade
agnieszka aga
alan allan allen al
alasdair alastair alistair alister
albert bert bertie
aleksandra alexandra alex ola sandra lexi
alexander alex sandy xander aleksander
alfred alf alfie fred
alison allie ali
amanda mandy
andrew andy drew andrzej
angela angie
ann anne anna annie anya hannah nan
anthony antony tony anton
antonia toni
arthur art
barbara barb babs basia
benjamin ben benny
bernard bernie
bethany beth
brigid bridget bride bridie
bronwen bron
caroline carolyn carol carrie
catherine katherine kathryn katarzyna kate katie kathy cathy kat kasia kitty
charles charlie chas chuck
charlotte charlie lottie
christina christine chris chrissie tina krystyna
christopher chris kit krzysztof
daniel dan danny
danielle dani
david dave davey dafydd dai
deborah debra debbie deb
denise denny
derek del
dorothy dot dotty dolly
douglas doug
edward ed eddie ted teddy ned
eleanor elinor ellie nell nora
elizabeth elisabeth eliza beth betty betsy liz lizzie libby lisa elspeth elzbieta ela
emily em millie
emma em
frances fran francesca frankie
francis frank frankie franciszek
frederick fred freddie
gabriel gabe
gabrielle gaby
gareth gary gaz
geoffrey jeffrey geoff jeff
george georgie jerzy
gerald gerard gerry jerry
gillian gill jill jillian
gordon gordie
graham graeme
gregory greg grzegorz
harold harry hal
helen helena nell ellen elena
henry harry hal hank
hugh huw hughie
ian iain
ibrahim ebrahim
imogen immy
isabel isabelle isobel bella izzy
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie seamus hamish
jane janie
janet jan
jason jay
jean jeanie
jennifer jen jenny jenni
jessica jess jessie
joanne joanna jo joan joasia
john johnny jack jon jan ian ewan evan sean shaun shawn
jonathan jon jonny nathan
joseph joe joey josef jozef yusuf
josephine jo josie
joshua josh
julia julie jules
katrina catriona trina
kenneth ken kenny
kimberley kim
laura laurie
lawrence laurence larry laurie
leonard len lenny leo
lesley leslie les
lillian lily lil
louise lou
lucy lucie lucia
magdalena magda
malcolm malc
malgorzata margaret maggie gosia peggy meg megan greta rita mags
marek mark marcus marc
martin martyn marty
mary maria marie mia molly maureen moira maire
matthew matt mateusz
maxine max
maxwell max
melanie mel
melissa mel missy
michael mick mike mickey michal mikey
michelle shell chelle
mohammed mohammad mohamed mohamad muhammad muhammed mo
natalie nat natalia
natasha tasha
nathaniel nathan nate nat
nicholas nick nicky mikolaj
nicola nicky nikki nic
nigel nige
oliver ollie
olivia liv livvy
pamela pam
patricia pat patsy trish tricia
patrick pat paddy padraig
paul pawel
penelope penny
peter pete piotr
philip phillip phil pip
philippa pippa pip
rachel rachael rach
raymond ray
rebecca becky becca bex
richard rich richie rick ricky dick
robert rob robbie bob bobby bert
roberta bobbie
ronald ron ronnie
rosemary rose rosie
ryszard richard
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
sharon shaz shari
simon si
sophie sophia zofia
stephanie steph
stephen steven steve stevie szczepan
stuart stewart stu
susan suzanne susannah sue susie zuzanna
sylvia silvia
tamsin tamzin
teresa theresa tess terry tessa
terence terry tel
thaddeus tadeusz
thomas tom tommy tomasz
timothy tim
tobias toby
valerie val
veronica ronnie
victor vic wiktor
victoria vicky vikki tori
vincent vince
vivien vivienne viv
walter walt wally
wendy wend
william will bill billy willie liam
winifred win winnie freda
yasmin yasmeen jasmine
yvonne evie
zachary zach zak
"""

_FORM_GROUPS: dict[str, set[int]] = {}
for _group, _line in enumerate(_FORMS.split("\n")):
    for _form in _line.split():
        _FORM_GROUPS.setdefault(_form, set()).add(_group)


def are_forms_of_one_name(one: str, other: str) -> bool:
    """Say whether two folded given names are forms of the same name.

    Example:
        >>> are_forms_of_one_name("betty", "elizabeth"), are_forms_of_one_name("betty", "jane")
        (True, False)
    """
    return not _FORM_GROUPS.get(one, set()).isdisjoint(_FORM_GROUPS.get(other, set()))
