"""Short remarks that mean something only after an answer: "three weeks", "i tried that", "i doubt it", "ouch"."""

from __future__ import annotations

from bot.dialogue.forms import aspect

TELLING = (
    aspect(
        "already",
        """
        [what if|oops|well] [i|we] [have] already {did|done|have|texted|sent|said} *
        [what if|oops|well] [i|we] [have] already {asked|tried|told|called|rang|messaged} *
        too late *
        oops * [\\w+] [\\w+]
        [but] i [just] [have] {did|done|sent|said|texted} THAT *
        what if i {have|did}
        """,
    ),
    aspect(
        "tried",
        """
        [but] {i|we} [have] [had] {tried|done} THAT [of] [THAT] *
        [but] {THAT|nothing|none} [of] [THAT] [ASK] [not|never|always|only] {work|works|worked|working} *
        [but] {THAT|nothing|none} [of] [THAT] [ASK] [not|never|always|only] {help|helps|helped} *
        tried [THAT]
        {tried|tried all|done} THAT *
        [still|yet] {nothing|no change|no difference|no luck|no joy|no reply|no answer|not a word} [yet|so far]
        nothing [has] {changed|changes|helps|helped|works|worked|happened}
        [i have] been {doing|trying} THAT [since|for|all] *
        {been there done that|no luck|no joy|no use|no change|no good|made no difference}
        """,
    ),
    aspect(
        "detail",
        """
        [only|just|about|nearly|almost|for|since|over|like|it is] [a] SPAN [ago|or so|straight]
        [only|just|about|nearly|almost] {once|twice|\\w+ times|lots|loads|daily|weekly}
        [only|just|about|nearly|almost] {yesterday|today|tonight|recently|forever|ages}
        [since] {last|this|every} {night|week|month|year|weekend|morning|day}
        [since] {last|this|every} {time|summer|winter|spring|autumn|christmas}
        [for] {months|weeks|days|years|a while|a long time}
        since \\w+
        since {the|my|our|his|her} \\w+
        [it is|that is] [only|just|like|about] [been] NUMBER \\w+ [a|per|in a] [day|week|month|year|row|ago]
        [only|just|like|about] NUMBER {of them|of us|kids|children} *
        [it is|it has] [only] been [about|over|nearly] SPAN [now]
        [like|nearly|almost] {every|each} {day|night|time|week|weekend|month|morning|evening|single \\w+}
        every single {time|day|night}
        {day|week|month|year} NUMBER [now|of this]
        [only|just|about|nearly|almost|around|maybe] {\\d+|three|four|five|six|ten} times [a|per|this] [day|week|month]
        [for|nearly|almost|about|over|only|just|coming up to|going on] {a fortnight|two weeks now|half a year}
        [for|nearly|almost|about|over|only|just|coming up to|going on] [a] {couple of|few|good few} [\\w+] [ago|now]
        {all|the whole} {day|week|month|year|summer|winter|weekend|night|time|evening}
        [only|just] {once|twice} {this|last|a|per|every} {week|month|year|night|day}
        [only|just|always|mostly] {at|in|on|over} {weekends|the weekend|nights|night|saturdays|sundays|fridays}
        {most|some} {days|nights|times|weekends|evenings|weeks}
        {once in a while|now and then|now and again|on and off|from time to time|not often|too often|all the time}
        {constantly|daily|nightly|weekly|monthly|loads|countless times|too many times|every now and then|nonstop}
        {at|in|on|over} {night|the evening|the evenings|weekends|the weekend|the mornings|the week} [mostly|only]
        since {he|she|they|we|i|it} \\w+ [\\w+] [\\w+] [\\w+]
        {before|after|during|around|in|on} {christmas|easter|xmas|new year|lockdown|my birthday|his birthday}
        every {few|other|couple of|two|three} {day|days|week|weeks|month|months|hours|night|weekend}
        [it is] {midnight|the middle of the night|late|\\d+ am|\\d+ pm}
        """,
    ),
    aspect(
        "love",
        "[i know] [but] i [still|really|just|do] {love|miss|want|need|like} {him|her|them} [so much]",
        firm=False,
    ),
    aspect(
        "unsure",
        """
        [i] [really|honestly] do not [really|even] know [that|yet|really]
        [i] [really] do not know what i {want|need|feel}
        [i am] not [really] sure [yet]
        {no idea|no clue|maybe|perhaps|depends|it depends|possibly}
        {sort of|kind of|hard to say|who knows|i wish i knew|maybe not}
        """,
    ),
    aspect(
        "knew",
        """
        {i know|i know i know|i knew it|i know that|i knew that|as i thought}
        {same|same here|same old|same old same old|me too|us too|story of my life|sounds familiar|been there}
        {thought so|i thought so|thought|i thought|figured|i figured}
        {tell me about it|i thought as much|i feared as much|i was afraid of that|i had a feeling}
        [i know] what you {will|would|are going to|are about to} say
        {do not say it|just as i thought|exactly what i thought|i guessed as much}
        """,
    ),
    aspect(
        "fits",
        """
        [that is|he is|she is|sounds|sounds like] [SO|literally|exactly|totally] {him|her|them|me|us} [all over]
        {describes|sums up|fits} {him|her|them|me|us} [perfectly|exactly|well]
        {hits home|that hit home|that hits home|that hurts|that stings|close to home|that is close to home}
        """,
        firm=False,
    ),
    aspect(
        "doubt",
        """
        {typical|classic|figures|sounds about right}
        {whatever|as if|bull|bs|if only|in theory|sure thing|yeah right|oh right|big deal|who cares}
        {easy for you to say|easy to say|you are no fun|no fun|boring|that is what they all say|says you}
        [i am] not [SO] {convinced|persuaded|buying it}
        {i doubt it|i doubt that|i do not believe it|i do not believe that|i do not believe you|i do not buy it}
        you {do not know|have no idea|can not know} [THEM|what i did|what he did|what it is like] *
        """,
    ),
    aspect(
        "react",
        """
        {ouch|omg|oh my god|wow|blimey|jesus|gosh|damn|oh no|oof|ugh|argh|sigh|whoa|yikes|crikey|flip|christ|hell}
        {harsh|brutal|sad|depressing|scary|heavy|that is a lot|deep|grim|rough|tough|hard to hear}
        {fair dinkum|no way|you are joking|you are kidding|shut up|get out|is it really}
        """,
    ),
    aspect(
        "hard",
        "[but] [i] {can not|could not|could never|wish i could|do not dare|dare not} [do] [THEM]",
        firm=False,
    ),
)
