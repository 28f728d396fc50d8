package Site::Builder;
use Mojo::Base -base, -signatures;
use Mojo::File qw(path);
use Mojo::Template;
use Mojo::Util qw(xml_escape);

has 'root';
has pages    => sub { {} };
has built    => 0;
has template => sub {
    Mojo::Template->new(vars => 1, name => 'page')->parse("<title><%= \$title %></title>\n<body><%= \$body %></body>\n");
};

sub build ($self, $file) {
    my ($title, @lines) = split /\n/, path($file)->slurp;
    $title =~ s/^#\s*//;
    my $body = join "\n", map { length ? '<p>' . xml_escape($_) . '</p>' : () } @lines;
    $self->pages->{$file} = $self->template->process({title => $title, body => $body});
    $self->built($self->built + 1);
    return;
}

sub summary ($self) { return $self->built . ' builds of ' . keys(%{ $self->pages }) . ' pages' }

1;
