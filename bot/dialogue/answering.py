"""What answers the bot: yes, no, that it misread, thanks, and that its words were taken in; see ``acts.py``."""

from __future__ import annotations

from bot.dialogue.forms import Form

REJECTS = Form(
    """
    [i do not think] {that|this|it} {is|was} not [SO|quite|exactly|even|remotely] {it|him|her|me|us|them|relevant|what}
    {that|this|it} {is|was} not [SO|quite|exactly|even|much of] {an|my|the|our} {answer|question|point|problem|issue}
    {that|this|it} {is|was} not [SO|quite|exactly|even] what i {mean|meant|asked|said|want|wanted|was after} [to know]
    {that|this|it} {is|was} not [SO|quite|exactly|even] {my|our|the} {situation|case|question|reason|one|answer|thing}
    {that|this|it} {does|did} not [SO|quite|exactly|even] {answer|help|fit|apply|match|cover} [it|me|us|my|the] [\\w+]
    [that|this|it] {does|did} not [SO|quite|exactly|even] {sound like|describe|ring true for} {him|her|me|us|them}
    not [SO|quite] {my|our|his|her|the} {situation|case|problem|question|issue|reason|point} [at all]
    not [SO] {him|her|me|us|them|relevant|an answer|the answer|what i want|what i am after|what i needed|it}
    nothing like {him|her|me|us|them|that|it}
    {wrong|bad|poor|rubbish|terrible} {guess|topic|question|way round|person|track|idea|end of the stick|button|thing}
    [i|you] [pressed|tapped|hit|got|chose] [the] wrong {guess|topic|button|one|person|end of the stick}
    you [have] {missed|misread|misheard|mistook|did not answer|are missing|avoided|dodged} * [\\w+]
    you did not {answer|read|get|listen to} * [\\w+]
    no {straight|real|proper|clear|actual} answer [there]
    [please|just] answer {my|the} question [please]
    i {did not|never} {ask|asked|say|said|mean|meant|want|wanted} {that|this|it|for that} [at all]
    {unrelated|off topic|off the mark|miles off|wide of the mark|beside the point|not related|way off|cold}
    {try|guess} again
    [that|this|it] {does|did|do} not [SO] {apply|fit|match|ring true} [to|for|with] [me|us|him|her|our case|here]
    does not {answer|help with} {my|the} question
    {none|not any} [of] [that|this|these|those|them|it] {applies|apply|fits|fit|helps|help} [to] [me|us|him|her]
    nothing {of|in} {that|this|these|those|them|it} {applies|apply|fits|fit|helps|help} [to] [me|us|him|her]
    {your|the|this} {advice|answer|answers|bot|help|reply|replies} {is|are} [SO] {BAD|not helpful|no help|no use}
    i {ask|asked|mean|meant|said|am asking} [you] [about] {him|her|them|us|me} not [about] {him|her|them|us|me}
    {none|neither} of {the|these|those|them} [above|ones|two|three|reasons|topics|questions]
    [i think] you [have|are] [all|completely|totally] {misunderstood|wrong|mistaken|misunderstanding|off} [me|it|there]
    [i think] you [have] {got|get|have} {it|that|this|me|us} [all|completely|totally] wrong
    [i think] you have [got] the wrong {end|end of it|idea|person|impression} [of] [the] [stick]
    {your|you are} {wrong|off|mistaken}
    {that|this|it} is {no answer|no use|no good|off|miles off|a bad answer|a stupid answer|silly|nonsense}
    [i] [really|completely|totally] {disagree|do not agree|beg to differ} [with] [that|this|you|it]
    [i] do not think {that|this|it} is {it|that|him|her|us|me|right|true|the reason|the problem}
    i {was|am} [actually] asking [about] {something else|something different|another thing}
    not [very|much|really|that] {use|useful|relevant|helpful|it}
    {that|this|it} is not helping [me|us]
    you [clearly|really|still] {do|did|are} not [really] {get|getting|understand|hear|hearing} [it|me|that]
    [but] i asked [you] [about] {something else|something different|another thing}
    {that|this|it} is {untrue|not true|not so|not how it is|nothing like that|not like that} [for us|for him]
    [no] {we|he|she|they} {are|is} {not|nothing} like that
    {none|irrelevant|BAD|something else|a different one|the other|the other one}
    [no] not {that|that one|like that|helping|what i meant|what i asked|what i was asking}
    [no] {that|this|it} {is|was} {BAD|not it|not right|not helpful|no help|no help at all|no use}
    [no] you are {useless|rubbish|no help|not helping|not listening|wrong}
    [no] you did not help
    {bad|wrong|poor} answer
    no help [at all]
    ask me something else
    that has nothing to do with {it|that|this|him|her|me|us}
    [that] {misses|missed} the point
    what a load of {BAD}
    """
)
"""What says that the bot misread."""

DENIES = Form(
    """
    [no] {he|she|they|it|that|this|you|there} AUX not [really|ever|yet|quite|either|actually] [no]
    {i|we} {do|did|am|are|was|were|have|had|will|would|should} not [really|ever|yet|quite|either|actually] [no]
    {he|she|they|it} {never|never has|never did|has never|would never} [no]
    not that i {know|have seen|can think|have noticed|remember|recall} [of]
    not {to my knowledge|as far as i know|that i am aware of}
    {hardly|hardly ever|rarely|not once|not much}
    """
)
"""What says that something is not so."""

DECLINES = Form(
    """
    {no chance|not a chance|hell no|god no|absolutely not|i do not think so|do not think so|no need|not for me}
    {i do not want to|i do not want that|not interested|i am not interested|none of that|maybe later}
    {not tonight|not today|not right now|another time|some other time}
    [i] {would rather not|would prefer not to|prefer not to|am not keen|am not bothered}
    {not keen|pass|hard pass|i pass|no worries|not really my thing|not my thing}
    {do not|not to} {bother|worry} [about] [it|that|me]
    [it|that] {does not|do not} matter [now|any more]
    [no] {it|that} is {fine|ok|okay|grand|all right|alright|good} [thanks|thank you|as it is]
    {forget|leave|drop|skip} {it|that|this|about it|about that} [there|be|for now|out|one]
    LETS {leave|drop|forget|skip} {it|that|this} [there|here|for now]
    [maybe|perhaps] {another|some other} time [maybe]
    [no] i am {ok|okay|fine|good|grand|all right|alright} {thanks|thank you|ta|cheers|for now}
    [no] {i am|you are|your} {all good|all right|alright} [thanks|thank you|ta]
    [i] would not say {so|that} [no]
    [i] do not think {so|it is|it does|it has|we do|we are} [no]
    not {just now|at the moment|at this point|right away}
    {i would say|it is a|that is a|definitely a|a} no [from me]
    nothing like {that|this}
    {no more|stop it|stop that|not any more|enough of this|enough of that|enough now}
    {nobody|no one|none of them|nothing really|nothing at all|no not one|none of it}
    {please|just} {stop|do not}
    [no] i am {fine|good|ok|okay}
    {all good|never mind|skip|stop|never|no never|of course not|no way|enough|that is enough}
    not {exactly|yet|so far|now|really|at all|quite}
    LETS not
    {rather not|i would rather not|id rather not|i will pass|ill pass}
    """
)
"""What says no, or turns down what was offered."""

AGREES = Form(
    """
    {he|she|they|it|that|i|we} AUX [really|definitely|always|indeed|actually|all of them]
    {yes please|go for it|by all means|fire away|hit me with it}
    {i would love that|i would love to|that would be good|that would be great|that would help|both of them}
    {he|she|they|it|that|i|we} AUX {that|it|so|indeed} [all the time|a lot|always|every time|often|too]
    {he|she|they|it|that|i|we} AUX {all|most|some|both|a lot} of {that|those|these|them|it} [actually|really]
    {all|most|some|a lot|much|plenty} of {that|this|those|it} [actually|really|yes]
    {he|she|they|it|that|i|we} AUX {all the time|every time|a lot|sometimes|often|quite a lot|mostly|constantly}
    [i] {think|believe|guess|suppose|reckon|would say|should think|imagine|fear} so [yes|too]
    [it|that] {looks|seems|sounds} {like it|so|right|about right|familiar|like him|like her|like us} [yes]
    {in a way|partly|partially|somewhat|to a degree|up to a point|apparently|kind of|sort of} [yes]
    {most|some|a few|a couple|two|three|several} of {them|those|these|that|it} [yes]
    LETS {do it|do this|do that|go|see|hear it|try|try that|try it}
    {sure why not|why not sure|do go on|show me|show me them|show me that|please show me|let me see}
    that would be {lovely|nice|helpful|useful|wonderful|kind|brilliant|amazing|good|great|grand|perfect}
    {bang on|spot on|too right|you got it|you said it|for sure|for definite|hundred percent|one hundred percent}
    {100|100 percent|facts|this exactly|exactly this|this|guilty|guilty as charged|that is correct|you are correct}
    [i] {agree|agreed|completely agree|totally agree|concur} [with] [that|you|this]
    {so true|very true|how true|too true|indeed|affirmative|naturally|certainly|please|yes indeed|true dat}
    yes {sir|madam|miss|boss|ma am|please do|i would please}
    [yes] {very much so|very much|all the time|most likely|very likely|quite likely|that is exactly it}
    [yes] [i am] afraid so
    [i] {suppose|imagine|expect|would like to|would love to}
    {it|that} is [so|very|all] true
    you are [absolutely|quite] {spot on|right on|bang on}
    {more or less|pretty much|nearly|almost|kind of yes|sort of yes|mostly yes|that too|that as well|all three}
    {right|sure|true} enough
    {yh|yhh|yess|yurr|yarr}
    {exactly|correct|right|true|probably|of course|all right|alright|aye|totally|do|go ahead|i guess|sounds good}
    {that one|that is right|that is me|exactly that|do that|that is the one|i would like that|id like that}
    yes that is {him|her|them}
    {sometimes|often|always|mostly|both|all of them|all of it|a bit|a little}
    """
)
"""What says yes, or takes up what was offered."""

THANKS = Form(
    """
    [aw] {that|this|you} {is|are|was|were} [SO|quite] {sweet|kind|lovely|reassuring|comforting} [of you]
    {that|this|it} {is|was|has been} [so|very|really|quite|actually] {helpful|useful|good to know} [thanks]
    {that|this|it} [does|did|really|actually] {help|helps|helped} [me] [a lot|a bit|so much|loads]
    {how|so|very} {kind|sweet|lovely|useful} [of you]
    {aw|aww|bless|bless you|nice one|ta very much|thanks a million|much obliged}
    {wonderful|excellent|amazing|superb|fantastic|super|fab|fabulous|awesome|magic|marvellous|terrific|splendid|ace}
    {that|this} is [just|really|so] {great|perfect|brilliant|wonderful|excellent|amazing|lovely|fantastic|well put}
    you are [SO|quite|pretty|actually] {good|kind|sweet|nice|lovely} [at this|to say so|to say that|to me]
    i am [so|really] glad i {asked|wrote|came|messaged|found you}
    that [really] {clears|answers|settles|explains|covers} {it|that|my question|a lot|everything|things} [up]
    that is a [really] {good|nice|kind|lovely|helpful} way {to put it|of putting it|to see it|to look at it}
    i [really] do {appreciate|value} {it|that|this}
    {many thanks|you are great|you are the best|that is what i needed|thanks got it|bless you}
    """
)
"""What thanks."""

APOLOGISES = Form(
    """
    [i am] [so|very|really] {sorry|my bad|oops sorry|apologies|my apologies} [x|xx|mate|about that|for that]
    [i am] [so] {sorry|apologies} [if|that|because] {i|this|that|it} {am|was|is|got|keep} [SO] [SO] LENGTHY *
    [i am] [so] {sorry|apologies} {for|to|about|i am} [being] [the|my|this|all|such] [SO] LENGTHY *
    [sorry] [i know] {this|that|it} is [probably|quite|a bit] [SO] [SO] LENGTHY *
    [sorry] [i know] i {am|was|keep} [just|only] [SO] LENGTHY *
    [sorry] LENGTHY [story|message|rant|one] sorry
    [sorry] [i] {did not mean to|never meant to} {rant|ramble|moan|dump|unload|go on|snap} *
    """
)
"""What says sorry for how much was written, or how."""

TAKES = Form(
    """
    [i] PLAN [just] {do|try|do that and try} [my best|to|it|that] [tonight|tomorrow|today|then]
    [i] PLAN [just] {bear|keep} {THAT} in mind
    [now|ok] i {get|see|understand} {it|that|what you mean|your point|now|it better now}
    [i] PLAN [just|defo] {try|do|remember|keep in mind|bear in mind} {THAT|so}
    [i] PLAN [just] {wait|try|hold off|back off|relax|rest|sleep on it|see} [it]
    [i] PLAN [just] {give|let} {him|her|them|it} {time|space|room|be|go} [a go]
    [i] PLAN [just] give {it|that} a {go|try|shot|week|while|few days} [more]
    [i] PLAN [just] leave {it|him|her|them} {be|alone|there|for now|for a bit}
    [i] PLAN [just] {see|have|take} {how it goes|a think|it slow|a breath|a break}
    [i] PLAN [just] {text|ask|tell|call|ring} {him|her|them} [tonight|tomorrow]
    [i] {will not|shall not|am not going to} {text|call|chase|ask|message|reply to|push} {him|her|them} [again|today]
    [i am] {sending|texting|calling|ringing|trying|doing} {it|that|him|her|them} [now|tonight|today] [wish me luck]
    [i] [really] {like|love} {that|this} [idea|one|a lot|bit]
    love it
    LETS see how {it|that|this} goes
    {that|this|it} is [actually|quite|very] {doable|manageable|realistic|encouraging|hopeful|calming} [actually|thanks]
    {fair|fair dos|fair play|true that|grand so|sound|bet|say less|got you|righto|alrighty|fingers crossed}
    {we will see|let me see how it goes|touch wood|phew|cool beans|noted with thanks}
    {what a|a|that is a|it is a} relief
    {good|great|solid|sound|sensible|wise|excellent|fair} {shout|idea|advice|point|thinking|words|tip|tips|plan} [that]
    [you have given me|that is|that gives me] {a lot|lots|plenty|something|much} to {think about|chew on|work with}
    [that|you|it] [is|has|have] [given|gave|gives] [me] [a lot of|some] food for thought
    right you are
    [i] [am|do] [feel|feeling] [already] [a bit|bit|much|so much|a little|loads] better
    {your|you are} [so|probably|quite] right [there|about that]
    {got it|fair enough|noted|understood|i understand|i hear you|point taken|sensible|good to know|wish me luck}
    [that] makes sense
    {nice|great|good|fine|perfect|lovely|brilliant|cool|lol|haha|hahaha|x|xx|xxx|xoxo}
    {i will|i will not|ill|i will leave it|i will think about it|let me think about it}
    i needed [to hear] that
    that is {good advice|comforting|fair|a good point|good to hear|one way to see it}
    {good call|nice to hear|you have a point|i suppose you are right|i never thought of it like that}
    """
)
"""What takes an answer in, or says what will come of it."""
