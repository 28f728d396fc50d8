# cure: Use __SUB__ for $
package App;
use strict;
use warnings;
sub work {
	my	(	$class	,	$n	)	=	@_;	# comment
	my	$p	=	Probe->new;
	my	$w	;	# the walker
	$w	=	sub	{
		my	$d	=	shift	;
		$p	or	die;
		return	$d	>	0	?	1	+	$w	->	(	$d - 1	)	:	$n	;
	}	;
	return	$w->(2);
}
1;
