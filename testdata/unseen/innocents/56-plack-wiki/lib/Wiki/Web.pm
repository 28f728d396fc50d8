package Wiki::Web;
use strict;
use warnings;
use Plack::Request;
use Template;
use Wiki::Cache;

my %source = (
    page    => "<h1>[% page.name %]</h1>\n<p>[% page.revisions.0.text | html %]</p>\n[% FOREACH name IN to %]<a>[% name %]</a> [% END %]\n",
    print   => "[% page.name | upper %]\n\n[% page.revisions.0.text %]\n",
    history => "[% FOREACH r IN page.revisions %][% r.number %] by [% r.by %]\n[% END %]",
    diff    => "[% IF page.revisions.1 %]- [% page.revisions.1.text %]\n[% END %]+ [% page.revisions.0.text %]\n",
    feed    => "[% FOREACH c IN changes %]<item>[% c %]</item>\n[% END %]",
    raw     => "[% page.revisions.0.text %]",
    none    => "There is no page [% name | html %] yet.\n",
);

sub new {
    my ($class, %args) = @_;
    my $self = bless {store => $args{store}, cache => Wiki::Cache->new(size => $args{cache}), compiled => {}}, $class;
    $self->{engine} = Template->new(TRIM => 0);
    return $self;
}

# compiled when first needed
sub template {
    my ($self, $kind) = @_;
    return $self->{compiled}{$kind} ||= $self->{engine}->template(\$source{$kind});
}

sub render {
    my ($self, $kind, %vars) = @_;
    my $text = '';
    $self->{engine}->process($self->template($kind), \%vars, \$text) or die $self->{engine}->error;
    return $text;
}

sub to_app { my $self = shift; return sub { $self->call(Plack::Request->new(shift)) } }

sub call {
    my ($self, $request) = @_;
    my ($name) = $request->path =~ m{^/(\w+)$} or return [400, [], ["no name\n"]];
    my $store = $self->{store};
    if ($request->method eq 'POST') {
        $store->save($name, $request->param('text'));
        $self->{cache}->remove($_) for grep {/^$name\b/} $self->{cache}->keys;
        return [303, [Location => "/$name"], []];
    }
    my $page = $store->page($name) or return [404, ['Content-Type' => 'text/plain'], [$self->render(none => name => $name)]];
    my $kind = $request->param('as') || 'page';
    $kind = 'page' unless exists $source{$kind};
    my $key  = "$name $kind";
    my $text = $self->{cache}->get($key)
        // $self->{cache}->set($key, $self->render($kind, page => $page, to => [$store->to($name)], changes => [$store->changes]));
    return [200, ['Content-Type' => 'text/html'], [$text]];
}

sub summary {
    my $self = shift;
    return sprintf '%d templates, %d pages in the cache, %d hits', scalar keys %{ $self->{compiled} }, scalar($self->{cache}->keys), $self->{cache}{hits};
}

1;
