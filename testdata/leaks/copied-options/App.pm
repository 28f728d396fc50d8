package App::Search;
use strict;
use warnings;

sub new { my ($class, %options) = @_; return bless { options => {%options}, found => 0 }, $class }

sub resolved {
    my $self    = shift;
    my $options = { %{ $self->{options} } };
    $options->{columns} = [ 'id', 'name' ];

    # the copy has the one before in it, which has the one before in it
    return $self->{options} = { %$options, resolved => $options };
}

sub all { my $self = shift; my $o = $self->resolved; return $self->{found} += @{ $o->{columns} } }

package App;
my $search = App::Search->new(status => 'active', order => 'id');

sub work { return $search->all }

1;
