"""Short questions that mean something only after an answer: "and if he doesn't?", "for how long?", "is that bad?"."""

from __future__ import annotations

from bot.dialogue.forms import aspect

ASKING = (
    aspect(
        "meaning",
        """
        [and|but] what {does|did|do|would|could} {that|this|it|he|she|they} [even|actually|really] mean [by] [THAT]
        [and|but] what {is|are} {that|this|it} {supposed|meant} to mean
        {translation|translate|in what sense|meaning|meaning what|how do you mean|what do you mean} [by] [THAT]
        [sorry] i do not {get|understand|follow} [it|that|this|you|what you mean]
        [that|it] makes no sense [to me]
        {explain|explain that|explain it|can you explain} [to me] [please|again|better]
        {put|say|explain} {that|this|it} [again] {differently|more simply|another way|in other words|in plain words}
        in {english|plain english|plain words|simple words|simple terms|normal words|other words}
        """,
    ),
    aspect(
        "if_not",
        """
        [but] IF WHO [still|just|simply|never|always] [do|does|did|will|would|can|could|is|has|have|was] not
        [but] IF WHO ASK not {work|answer|reply|respond|change|stop|listen|agree} [me] [back]
        [but] IF WHO ASK not {text|call|help|know|talk|engage|react|care} [me] [back]
        [but] IF WHO ASK not {want|like|get|say|do|open} {to|it|that|better|anything|up}
        [but] IF WHO never {does|do|answers|replies|reply|changes|change}
        [but] IF WHO never {stops|stop|talks|talk|works|opens up|says anything}
        [but] IF WHO {refuse|refuses|ignore|ignores|continue|continues|fails|fail|changes|backfires} [to] [THEM]
        [but] IF WHO {keep|keeps|kept} {doing|on|going|at|ignoring|happening|saying} [THEM] [doing it]
        [but] IF WHO {says|say} {no|nothing}
        [but] IF WHO {carries on|carry on|goes on|go on|gets worse}
        [but] IF WHO {get worse|happens again|does nothing|do nothing|makes it worse}
        [and] if {not|so not|nothing changes|nothing happens}
        {otherwise|or else|what if not}
        """,
        "when_to_walk_away",
    ),
    aspect(
        "how_long",
        """
        [and|so|for|about] how {long|much time|much longer|many days|many weeks|many months}
        [and|so|for] how {long|much time} ASK {WHO|one|\\w+ing} [\\w+] [usually] {take|last|be|go on|need}
        [and|so|for] how {long|much time} ASK {WHO|one|\\w+ing} [\\w+] [usually] {want|wait|hold out|leave it}
        [and|so|for] how {long|much time} {do|should|can|must} ONE {wait|give it|give him|give her}
        [and|so|for] how {long|much time} {do|should|can|must} ONE {give them|leave it|stay}
        [and|so|for] how {long|much time|many days|many weeks} i {should|must|can|need to|have to} {wait|stay|give him}
        {until|till|by} when
        how soon
        """,
        "how_long_should_i_wait",
    ),
    aspect(
        "how_much",
        """
        [and|so|like|but] how {much|many|often}
        [and|so|but] how {much|many|often} [of that|of them] is {enough|too much|too many|too often|normal|ok|okay|fine}
        [and|so|but|is] {one|two|once|twice} [of them] {enough|too many|too much|count}
        """,
    ),
    aspect(
        "when",
        """
        [and|so|but] {when|what time|what day} [exactly]
        [and|so|but] {when|what time|what day} {is|would be|might be} [a] {good|best|ok|okay|right|better} [time]
        [and|so|but] when {can|should|could|do} i [do|try|say] [THEM]
        """,
    ),
    aspect("me", "[and|but] [what|how] [about] {me|my side|my needs}\nwhere do i {fit|come} in *", "my_own_needs"),
    aspect(
        "what_now",
        """
        [and|so] {what now|what then|what next|what is next|now what|then what|what is left|what to do|what helps}
        [and|so] the opposite
        [and|so] [then] what [else] {do|can|should|shall|could} ONE [even] do [about] [with] [THEM]
        what {am i|are we} {supposed|meant} to do [about] [THEM]
        what happens [now|next|then]
        [by|like] doing what
        where {do|should|would|can} ONE [even] {start|begin}
        what is [my|the] {first|next} {step|move|thing}
        give me {something|anything} to do
        {tell me|so|just tell me} what to do
        """,
        "what_to_do",
    ),
    aspect(
        "say",
        """
        [and|so|but] {what|how} {do|should|would|could|can|shall} ONE [even] {say|put|word|phrase} [to] [THEM]
        [and|so|but] {what|how} {do|should|would|could|can|shall} ONE [even] {tell|ask|answer} [THEM] [that]
        [and|so|but] {do|should|could|can} ONE [just|even] {ask|mention|raise|say} [THEM] [something|anything|up|so]
        [and|so|but] {do|should|could|can} ONE [just|even] {ask|tell} [THEM] {outright|straight|directly|face to face}
        [maybe|perhaps|so|or] i {should|could|will|might} [just] {ask|tell|talk to|speak to} THEM
        [and|so|but] {what|how} {do|should|would|could|can|shall} ONE [even] {start|begin|open} [to] [THEM]
        [and|so|but] how do you [even] {say|put|word|ask|raise|bring up} [THEM] [up] *
        [and] say what
        [what is] the {first|opening} {line|sentence|words|word}
        can you {write|word|draft} THAT [for me]
        write it [for me]
        """,
        "how_to_talk",
    ),
    aspect(
        "judge",
        """
        [and|so|but] {is|was|would} {that|this|it} [be] [SO] [SO] {bad|good|normal|ok|okay|fine|weird|wrong}
        [and|so|but] {is|was|would} {that|this|it} [be] [SO] [SO] {true|right|healthy|fair|possible|usual|common}
        [and|so|but] {is|was|would} {that|this|it} [be] [SO] [SO] {bad thing|good thing}
        [and|so|but] {is|was|would} {that|this|it} [be] [SO] [SO] {enough|likely|serious|worrying|odd|strange}
        [and|so|but] {is|was|would} {that|this|it} [be] [SO] [SO] {hopeless|problem|bad sign|good sign}
        [and|so|but] {that|this|it} is [SO] [SO] {bad|good|long|much|late|soon|hard} [thing|sign|idea|news]
        [and|so|but] {that|this|it} is [SO] [SO] {vague|harsh|sad|lot|no|yes|unfair} [thing|sign|idea|news]
        should i [be] {worry|worried}
        {easier said than done|too long|too much|too hard|too late|too soon}
        [and|so|but] {is|was} {that|this|it|he|she}
        [and|so|but] {am|was} i
        [and|so|but] {are|were} {they|we}
        too {early|late|soon|much|fast|slow|old} to \\w+ [about it|him|her|them]
        [not] even {a|an|one|just|if|for|on|with|at|when} *
        [just|only] {to say|to ask|to tell him|to wish him|to see if|saying} *
        how {bad|normal|common|serious|big|likely|usual} [is] [THAT]
        """,
    ),
    aspect(
        "sure",
        """
        [but|and] [are] you [really|so|very] {sure|certain} [about|of] [THEM]
        {says who|who says|who says so|how do you know|really|seriously|for real}
        [do] [you] promise
        {prove it|you tell me|what do you think|yes or no|be honest|would you|just yes or no}
        what would you [do|say|suggest|think|advise|make of THAT] [in my place|if you were me]
        what do you {suggest|advise|reckon|recommend|say}
        how do you know THAT
        [and|but|so] how {sure|certain} are you [of|about] [THAT]
        {who told you|who came up with|what makes you say|who said} THAT
        {according to who|according to whom|on what basis|based on what|evidence}
        is {that|this|it} {from|in} the article
        you {would|always|just|only|have to|must} say that
        do you [really|actually] {believe|think|mean} {him|her|them|that|it|so}
        [just] tell me {straight|honestly}
        """,
    ),
    aspect(
        "know",
        """
        [and|but|so] how {would|will|do|can|could|should} ONE [even|ever] {know|tell|find out|be sure} [THAT|which]
        [and|but|so] how {would|will|do|can|could|should} ONE [even|ever] {see|spot|notice|check} [THAT|which]
        {is|are} {mine|he|she|they|my \\w+} {one|like that} [of them|of those|of these]
        which {one|of them|of these|of those}
        """,
    ),
    aspect(
        "others",
        """
        [and|but|so] {is|does|would|can|could} {it|this|that} [work|go|apply|count|happen|be] [the] [same|true] TO SOME
        [and|but|so] [is] {it|this|that} [only|just|all] {for|about|on} SOME [or] [also] [for|about] [SOME]
        [and|but|so] {do|can|are|would} SOME [also] {do|be|go|get} {it|this|that|like that} [as well]
        [and|but|so] {what|how} {about|of} SOME
        [and|but|so] [is it] TO SOME [over|under|like|in|with|of] [\\w+] [\\w+]
        [does|would|is] {that|this|it} [really] {matter|change anything|different} [that|if|when] [we are|i am] *
        [we are|i am|it is] [both|actually|two] SOME [does|would] [that] [matter|change] [anything]
        [i am|we are] SOME [asking|writing|talking] {about|with} SOME
        """,
    ),
    aspect(
        "change",
        """
        [and|but|so] ASK WHO [ever|really|still|even] {change|get better|stop|pass|help} [anything|THAT]
        [and|but|so] ASK WHO [ever|really|still|even] {work|last|go away|end|matter} [anything|THAT]
        [and|but] {do|does} {it|that|this} {work|change|apply|happen|go|make|help|get} * [\\w+] [\\w+]
        [and|but|so] ASK WHO [not|even|ever|really] [be] [fixed|mended|saved|repaired|undone|helped|changed|true|real]
        """,
        firm=False,
    ),
    aspect(
        "fix",
        """
        [and|so|but] {can|could|will|how do|how can|how could|how would} i [ever|even] MEND [THEM]
        [and|so|but] {can|could|will|how do|how can|how could|how would} we [ever|even] MEND [THEM]
        """,
        "what_to_do",
        firm=False,
    ),
    aspect("blame", "or [is it] [just|only] {me|my fault|something i did|because of me}", "is_it_my_fault"),
    aspect(
        "someone_else",
        """
        or [is it] {another|some other} {woman|man|girl|guy|person}
        or [is there] {someone|somebody} {else|new|there|at work}
        """,
        "cheating",
    ),
    aspect("if_so", "[but] IF WHO * [\\w+]", firm=False),
)
