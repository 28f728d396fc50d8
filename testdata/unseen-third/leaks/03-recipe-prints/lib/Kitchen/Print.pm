package Kitchen::Print;
use strict;
use warnings;
use Dancer2::Core::Hook;

# The print view: a page with wide margins, and headers that keep the
# browsers from storing it.

sub page {
    my ($app, $recipe) = @_;
    my $text = join "\n", uc $recipe->{title}, '', map {"    [ ] $_"} @{ $recipe->{needs} };
    no_store($app, $recipe->{id});
    return frame($text, 72);
}

sub no_store {
    my ($app, $id) = @_;
    $app->add_hook(Dancer2::Core::Hook->new(
        name => 'after',
        code => sub {
            my $response = shift;
            return unless $app->request && $app->request->path eq "/print/$id";
            $response->header('Cache-Control' => 'no-store');
        },
    ));
    return;
}

sub frame {
    my ($text, $width) = @_;
    my $rule = '=' x $width;
    return join "\n", $rule, (map { '  ' . $_ } split /\n/, $text), $rule, '';
}

1;
