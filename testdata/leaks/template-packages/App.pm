package App;
use strict;
use warnings;
my $id = 0;

sub steps { return 20, 150, 150 }

sub render {
    my ($class, $template, $vars) = @_;
    my $package = sprintf 'App::Template::T%d', ++$id;
    (my $body = $template) =~ s/<(\w+)>/" . \$vars->{$1} . "/g;
    my $source = qq{
        package $package;
        sub render { my \$vars = shift; return "$body" }
        1;
    };
    eval $source or die $@;
    return $package->can('render')->($vars);
}

sub work { my ($class, $n) = @_; return $class->render('hello <name>', { name => $n }) }

1;
