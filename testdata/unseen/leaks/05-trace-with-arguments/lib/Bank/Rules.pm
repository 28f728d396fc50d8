package Bank::Rules;
use strict;
use warnings;
use Bank::Error;

my $standard;

sub standard {
    my $class = shift;
    return $standard ||= bless [
        [limit   => sub { $_[1]{cents} <= 50_000 },                    'more than the limit'],
        [covered => sub { $_[0]->cents - $_[1]{cents} > -10_000 },     'not covered'],
        [other   => sub { $_[1]{from} != $_[1]{to} },                  'to the same account'],
    ], $class;
}

sub check {
    my ($self, $account, $request) = @_;
    for my $rule (@$self) {
        my ($code, $holds, $text) = @$rule;
        next if $holds->($account, $request);
        Bank::Error->throw(message => $text, code => $code, request => $request);
    }
    return;
}

1;
