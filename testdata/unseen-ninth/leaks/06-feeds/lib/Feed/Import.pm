package Feed::Import;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);
use Feed::Parser;

sub new {
    my ($class, %arg) = @_;
    return bless { store => $arg{store}, batch => 0, counts => { ok => 0, bad => 0 } }, $class;
}

# one delivery of a partner: a text with a row per article
sub run {
    my ($self, $partner, $text) = @_;
    my $batch = sprintf '%s-%06d', $partner, ++$self->{batch};
    my $log   = get_logger("Feed.Import.$partner.$batch");
    $log->info("start, ", length $text, " bytes");

    my $line = 0;
    for my $row (split /\n/, $text) {
        $line++;
        my $article = Feed::Parser::parse_row($row);
        if (!$article) {
            $log->warn("line $line unreadable");
            $self->{counts}{bad}++;
            next;
        }
        $self->{store}{"$partner/$article->{sku}"} = $article;
        $self->{counts}{ok}++;
    }
    $log->info("done, $line lines");
    return $line;
}

1;
