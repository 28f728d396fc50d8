package App::Model;
use strict;
use warnings;

sub save { my $self = shift; return $self->{n}++ }
sub new  { return bless { n => 0 }, shift }

package App;
my $model = App::Model->new;

sub work {
    my ($class, $n) = @_;
    my $tag = "request $n";

    no strict 'refs';
    no warnings 'redefine';

    # remembers who saved last
    my $save = \&{"App::Model::save"};

    *{"App::Model::save"} = sub {
        $_[0]{last} = $tag;
        goto &$save;
    };
    return $model->save;
}

1;
