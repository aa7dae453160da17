What somebody sees who mistypes: always exit status 2, one line, and a suggestion where one is near.

--- scenario nothing at all
--- run
--- exit 2
--- stderr
~ Usage:

--- scenario help
--- run --help
--- exit 0
--- stdout
~ inspect
~ explain
~ Exit status: 0 done and clean

--- scenario version
--- run --version
--- exit 0
--- stdout
~ cutover 

--- scenario a misspelt verb
--- run inspekt .
--- exit 2
--- stderr
= cutover: unknown verb inspekt; did you mean inspect?

--- scenario a verb from nowhere
--- run frobnicate
--- exit 2
--- stderr
= cutover: unknown verb frobnicate; see cutover --help

--- scenario an option before the verb
--- run --verson
--- exit 2
--- stderr
= cutover: unknown option --verson; did you mean --version?

--- scenario a misspelt option
--- run validate --formt json .
--- exit 2
--- stderr
= cutover: validate: unknown option --formt; did you mean --format?

--- scenario an option of another verb
--- run inspect --output x .
--- exit 2
--- stderr
~ unknown option --output

--- scenario a misspelt format
--- run inspect --format jsno .
--- exit 2
--- stderr
= cutover: inspect: --format does not know jsno; did you mean json?

--- scenario a misspelt severity
--- run validate --fail-on warnign .
--- exit 2
--- stderr
~ did you mean warning?

--- scenario an option without its value
--- run validate --format
--- exit 2
--- stderr
~ cutover: validate: Missing argument for --format

--- scenario a verb without its paths
--- run inspect
--- exit 2
--- stderr
= cutover: inspect: something is missing: cutover inspect PATH...

--- scenario a plan without a folder
--- run plan .
--- exit 2
--- stderr
~ cutover plan PATH... -o DIR

--- scenario too many codes
--- run explain O-01 O-02
--- exit 2
--- stderr
~ O-02

--- scenario jobs out of range
--- run inspect --jobs 0 .
--- exit 2
--- stderr
~ --jobs needs a number between 1 and

--- scenario jobs one and two
--- copy samples/fabrikam
--- run inspect --jobs 1 fabrikam
--- exit 0
--- run inspect -j 2 fabrikam
--- exit 0
--- run inspect -j2 fabrikam
--- exit 0
--- run inspect -j0 fabrikam
--- exit 2
--- stderr
~ --jobs needs a number between 1 and
--- run inspect -- -j2
--- exit 3
--- stderr
~ -j2: cannot be read

--- scenario help of a verb
--- run plan --help
--- exit 0
--- stdout
~ cutover plan [OPTION
~ --force
--- run help plan
--- exit 0
--- stdout
~ --force

--- scenario an unknown code
--- run explain O-999
--- exit 2
--- stderr
~ unknown code O-999

--- scenario a code in any case
--- run explain o-15
--- exit 0
--- stdout
~ O-15
! \x

--- scenario the whole rule book
--- run explain
--- exit 0
--- stdout
~ O-15
~ OCS-P6-02
~ R-06
~ I-07
~ V8
~ W-12
