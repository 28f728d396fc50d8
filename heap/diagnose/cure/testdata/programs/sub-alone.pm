# cure: __SUB__
#!/usr/bin/perl
# A script-like module
=head1 X

=cut
package
    App;
use strict; no warnings 'recursion';   # weaken
	sub work
	{
		my (undef, $n) = @_;
		my $probe = Probe->new;
		my $count; my $limit = 3;
		$count =
			sub
			{
				my ($i) = @_;
				$probe or die;
				if ($i >= $limit) { return $n }
				else { return $count->($i + 1) }
			};
		return $count->(0);
	}
1;
__DATA__
use feature 'current_sub';
